// npm start: from a clean clone to a running city. Everything after the build is apps/sandbox.
import { program } from './tools.mjs';

await program('apps/sandbox/dist/main.js', 'city');
