import { partOf2020 } from './national-portal-2020.test-kit';
import { partOf2026 } from './national-portal-2026.test-kit';

/** Both generations in one process: loading the program takes longer than most of this. */
describe('2020', partOf2020);
describe('2026', partOf2026);
