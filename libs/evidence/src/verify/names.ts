const single = [
  'payload.bin',
  'payload.salt',
  'metadata.txt',
  'metadata.salt',
  'signature.jws',
  'signature.p7s',
  'verdict.json',
  'seal.txt',
  'seal.p7s',
  'log.vkey',
  'chain.pem',
  'README.txt',
];
const event = /^([1-9]\d{0,3}-(?:recorded|refused|delivered|failed|erased|signed|reverified))\.(leaf|tlog-proof|attached)$/;
const container = /^[0-9a-f-]{36}\.asice$/;
const revocation = /^revocation\/[0-9a-f]{64}\.der$/;

/** Names that no receipt has, what stands beside an event that is not there, and a second container. */
export function strangers(names: readonly string[]): string[] {
  const there = new Set(names);
  const [first] = names.filter((name) => container.test(name));
  return names.filter((name) => {
    const [, stem] = event.exec(name) ?? [];
    if (stem !== undefined) return !there.has(`${stem}.leaf`);
    return !single.includes(name) && name !== first && !revocation.test(name);
  });
}

/** Names that the container repeats: all but the revocation data, the README and itself. */
export const isContained = (name: string): boolean => name !== 'README.txt' && !name.includes('/') && !container.test(name);

/** A name as somebody else chose it, fit for a terminal. */
export const readable = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?').slice(0, 80);
