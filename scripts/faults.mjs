// npm run faults: every fault and every sabotage against the whole product, from a clean clone. Options: npm run faults -- --help.
import { program } from './tools.mjs';

await program('tests/faults/dist/main.js');
