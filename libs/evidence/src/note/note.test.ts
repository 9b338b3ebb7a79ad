import { readLogKey, generateLogKey, readVkey, vkey } from './key';
import { openCheckpoint, readCheckpoint, signCheckpoint } from './checkpoint';
import { openNote, signNote } from './note';
import { formatProof, parseProof } from './proof';
import { parseSeal, sealText } from './seal';

const origin = 'log.example.vn/lienthong';
const key = readLogKey(generateLogKey());
const verifier = vkey(origin, key);
const head = { size: 12, root: Buffer.alloc(32, 7) };
const note = signCheckpoint(head, origin, key);

describe('signed notes', () => {
  it("opens the example of Go's sumdb/note", () => {
    const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const signature = '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    expect(openNote(`${text}\n${signature}`, 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toBe(text);
  });

  it('opens its own checkpoint, also with a witness beside the log', () => {
    const witness = signNote('x\n', 'witness.example', readLogKey(generateLogKey())).split('\n\n')[1] ?? '';
    for (const one of [note, note + witness]) expect(openCheckpoint(one, verifier)).toEqual({ origin, ...head });
    expect(readCheckpoint(note).size).toBe(12);
  });

  it.each([
    ['another size', note.replace('\n12\n', '\n13\n'), 'evidence.untrusted'],
    ['a broken signature of the known key', note.replace(/.{8}=\n$/, 'AAAAAAA=\n'), /evidence\.(untrusted|malformed)/],
    ["a stranger's signature", signCheckpoint(head, origin, readLogKey(generateLogKey())), 'evidence.untrusted'],
    ['no signature', note.slice(0, note.indexOf('—')), 'evidence.malformed'],
    ['no newline at the end', note.trimEnd(), 'evidence.malformed'],
    ['a carriage return', note.replace('\n', '\r\n'), 'evidence.malformed'],
    ['a size with a leading zero', signNote(`${origin}\n012\n${head.root.toString('base64')}\n`, origin, key), 'evidence.malformed'],
    ['an extension line', signNote(`${origin}\n12\n${head.root.toString('base64')}\nmore\n`, origin, key), 'evidence.malformed'],
    ['a short root', signNote(`${origin}\n12\nAAAA\n`, origin, key), 'evidence.malformed'],
    ['another origin', signNote(`other\n12\n${head.root.toString('base64')}\n`, origin, key), 'evidence.untrusted'],
  ])('refuses a checkpoint with %s', (_, changed, code) => {
    expect(() => openCheckpoint(changed, verifier)).toThrow(expect.objectContaining({ code: expect.stringMatching(code) }) as Error);
  });

  it.each([
    ['a key id of another key', verifier.replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
    ['another algorithm', `${origin}+00000000+Ag==`],
    ['nothing', ''],
  ])('refuses a verifier key with %s', (_, text) => expect(() => readVkey(text)).toThrow(/reading/));

  it('refuses origins that a key name cannot be', () => {
    for (const name of ['', 'a b', 'a+b', 'a\nb']) expect(() => vkey(name, key)).toThrow(/origin/);
  });
});

describe('seal text', () => {
  const text = sealText(verifier, head);
  it('repeats the checkpoint byte for byte after the log key', () => {
    expect(text).toBe(`lienthong/seal/v1\n${verifier}\n${note.split('\n').slice(0, 3).join('\n')}\n`);
    expect(parseSeal(text)).toEqual({ vkey: verifier, origin, ...head });
  });
  it.each([
    ['a sixth line', `${text}more\n`],
    ['another origin', text.replace(`\n${origin}\n`, '\nother\n')],
    ['another version', text.replace('v1', 'v2')],
    ['no last newline', text.slice(0, -1)],
  ])('is refused with %s', (_, changed) => expect(() => parseSeal(changed)).toThrow(/reading a seal/));
});

describe('tlog-proof', () => {
  const proof = { index: 3, hashes: [Buffer.alloc(32, 1), Buffer.alloc(32, 2)], checkpointNote: note };
  it('reads back, with or without the extra line', () => {
    expect(parseProof(formatProof(proof))).toEqual(proof);
    expect(parseProof(formatProof(proof).replace('\nindex', '\nextra AAAA\nindex'))).toEqual(proof);
    expect(
      formatProof({ ...proof, hashes: [] })
        .split('\n')
        .slice(0, 4),
    ).toEqual(['c2sp.org/tlog-proof@v1', 'index 3', '', origin]);
  });
  it.each([
    ['another version', (text: string) => text.replace('@v1', '@v2')],
    ['a leading zero', (text: string) => text.replace('index 3', 'index 03')],
    ['a hash of another length', (text: string) => text.replace('index 3\n', 'index 3\nAAAA\n')],
    ['loose base64', (text: string) => text.replace('AQEB', 'AQE B')],
    ['no checkpoint', () => 'c2sp.org/tlog-proof@v1\nindex 3\n'],
  ])('is refused with %s', (_, change) => expect(() => parseProof(change(formatProof(proof)))).toThrow(/reading/));
});
