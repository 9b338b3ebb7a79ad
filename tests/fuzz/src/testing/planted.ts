import type { MakeTargets, Target } from '../model';

const seeds = [Buffer.from('a well-made file, again and again')];
const isOdd = (file: Uint8Array): boolean => file.some((octet) => octet > 0x7f);
const kept: Uint8Array[] = [];

/** Readers that do not bear a spoilt file, each in its own way, and one that does. */
const targets: readonly Target[] = [
  { name: 'good', seeds, read: () => undefined },
  { name: 'crash', seeds, read: (file) => (isOdd(file) ? throwing() : undefined) },
  { name: 'hang', seeds, read: (file) => (isOdd(file) ? forEver() : undefined) },
  { name: 'memory', seeds, read: (file) => (isOdd(file) ? void kept.push(Buffer.alloc(64 * 1024 * 1024, 1)) : undefined) },
];

export const makeTargets: MakeTargets = () => Promise.resolve(targets);

function throwing(): never {
  throw new TypeError('planted');
}

function forEver(): never {
  for (;;);
}
