// npm run bench, npm run profile: how fast the whole product is on this machine, from a clean clone. Options: npm run bench -- --help.
import { program } from './tools.mjs';

await program('bench/dist/main.js');
