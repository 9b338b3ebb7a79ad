// npm run fuzz: every reader of foreign bytes against spoilt files, for as long as one likes. Options: npm run fuzz -- --help.
import { program } from './tools.mjs';

await program('tests/fuzz/dist/main.js');
