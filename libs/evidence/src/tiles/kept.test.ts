import { keepingRecent } from './kept';

describe('keepingRecent', () => {
  it('reads a thing once, also one that is missing, and keeps the most recent', async () => {
    const reads: string[] = [];
    const read = keepingRecent((path) => {
      reads.push(path);
      return Promise.resolve(path === 'none' ? undefined : Buffer.from(path));
    }, 2);
    for (const path of ['a', 'none', 'a', 'none', 'a']) expect(await read(path)).toEqual(path === 'none' ? undefined : Buffer.from(path));
    expect(reads).toEqual(['a', 'none']);
    for (const path of ['b', 'a', 'none']) await read(path);
    expect(reads).toEqual(['a', 'none', 'b', 'none']);
  });
});
