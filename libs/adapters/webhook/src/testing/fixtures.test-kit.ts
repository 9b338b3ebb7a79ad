import { fixturesIn } from '@lienthong/adapter-kit/testing';
import { join } from 'node:path';

export const { fixture, rawOf, renderableOf } = fixturesIn(join(__dirname, '../../fixtures'), 'land');
