import { cpSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ReceiptContent } from '../export/files';
import { writeReceipt } from '../export/write';
import { generateLogKey, readLogKey } from '../note/key';
import { City } from '../testing/receipts.test-kit';
import { verifyReceipt } from './receipt';
import { type Report } from './report';
import { verifyTree } from './tree';

let city: City;
let content: ReceiptContent;
let honest: string;
let work: string;

beforeAll(async () => {
  city = new City();
  honest = city.path('honest');
  work = city.path('work');
  content = (await city.receipts([['recorded', 'delivered']]))[0] ?? Object.create(null);
  await writeReceipt(honest, content, { key: city.hub, at: new Date() });
});
beforeEach(() => cpSync(honest, work, { recursive: true }));
afterEach(() => rmSync(work, { recursive: true, force: true }));
afterAll(() => city.remove());

function failures(report: Report): string[] {
  return [...new Set(report.checks.filter(({ status }) => status === 'failed').map(({ name }) => name))];
}

describe('whose seal it is', () => {
  const verdicts = (folder: string) => {
    const { roots, signers = [], log = '' } = city.trusted;
    return [{ roots, signers, log }, { roots, signers }, { roots, log }, { roots }].map((trust) => verifyReceipt(folder, trust).verdict);
  };

  it('is settled by the certificate or the log that the reader names, and left open without them', () => {
    expect(verdicts(work)).toEqual(['valid', 'valid', 'valid', 'not-pinned']);
    const { sealedBy } = verifyReceipt(work, { roots: city.trust });
    expect(sealedBy).toMatchObject({ subject: expect.stringContaining('CN=hub') as string, fingerprint: city.fingerprint('hub') });
    expect(sealedBy?.log).toBe(city.vkey);
  });

  it("is not the hub's when another certificate under the root sealed a log of its own under the hub's name", async () => {
    const sealKey = city.signer('portal');
    const [forged] = await city.receipts([['recorded']], 'RS256', { sealKey, logKey: readLogKey(generateLogKey()) });
    await writeReceipt(city.path('forgeries/one'), forged ?? content, { key: sealKey, at: new Date() });
    expect(verdicts(city.path('forgeries/one'))).toEqual(['invalid', 'invalid', 'invalid', 'not-pinned']);
    expect(failures(verifyReceipt(city.path('forgeries/one'), city.trusted))).toEqual(['seal.signer', 'seal.log']);
    expect(verifyReceipt(city.path('forgeries/one'), { roots: city.trust }).sealedBy?.subject).toContain('CN=portal');
    expect(verifyTree(city.path('forgeries'), { roots: city.trust })).toMatchObject({ valid: 0, notPinned: 1, failures: [] });
    expect(verifyTree(city.path('forgeries'), city.trusted)).toMatchObject({ valid: 0, notPinned: 0, failures: [{ folder: 'one' }] });
  });

  it('refuses a log key that is none', () => {
    expect(() => verifyReceipt(work, { roots: city.trust, log: 'no key' })).toThrow(/vkey/);
  });
});

describe('a receipt that somebody worked on', () => {
  const at = (name: string): string => join(work, name);
  const event = (change: (from: string, to: string) => void, from: string, to: string): void =>
    ['leaf', 'tlog-proof'].forEach((end) => change(at(`${from}.${end}`), at(`${to}.${end}`)));
  const drop = (...names: string[]): void => names.forEach((name) => rmSync(at(name)));
  const container = (): string => `${content.message}.asice`;
  const anybody = (): void => writeFileSync(at('signature.jws'), city.jws(readFileSync(at('payload.bin')), 'ES256'));

  it.each<[string, () => void, string[]]>([
    [
      'an event twice',
      () => {
        drop(container());
        event(cpSync, '2-delivered', '3-delivered');
      },
      ['leaf.order'],
    ],
    [
      'no decision',
      () => {
        drop(container(), 'payload.bin', 'payload.salt', 'metadata.txt', 'metadata.salt', 'verdict.json', 'signature.jws');
        drop('1-recorded.leaf', '1-recorded.tlog-proof');
        event(renameSync, '2-delivered', '1-delivered');
      },
      ['leaf.order'],
    ],
    [
      "anybody's signature",
      () => {
        drop(container(), 'metadata.txt', 'metadata.salt', 'verdict.json');
        anybody();
      },
      ['signature.digest'],
    ],
    [
      'another signer than the verdict names',
      () => {
        drop(container(), 'metadata.txt', 'metadata.salt');
        anybody();
      },
      ['signature.signer'],
    ],
    ['a payload in the container alone', () => drop('payload.bin', 'payload.salt'), ['container.signature']],
    ['a file of another name', () => writeFileSync(at('decision.pdf'), 'x'), ['folder.form']],
    ['what is attached to no event', () => writeFileSync(at('9-failed.attached'), 'x'), ['folder.form']],
    [
      'a link',
      () => {
        drop('README.txt');
        symlinkSync('/dev/zero', at('README.txt'));
      },
      ['folder.form'],
    ],
    ['a second container', () => cpSync(at(container()), at(container().replace(/^0/, 'f'))), ['folder.form']],
  ])('with %s fails by name', (_, change, expected) => {
    change();
    expect(failures(verifyReceipt(work, city.trusted))).toEqual(expected);
  });

  it('with more files than any receipt has is not read at all', () => {
    for (let index = 0; index < 4100; index++) writeFileSync(at(`revocation/${index.toString(16).padStart(64, '0')}.der`), '');
    const { checks } = verifyReceipt(work, city.trusted);
    expect(checks.find(({ name }) => name === 'folder.form')).toMatchObject({ status: 'failed', detail: 'more than 4096 files' });
  });

  it('with a container of fewer files fails by name', async () => {
    const { payload: _payload, ...rest } = content;
    await writeReceipt(city.path('fewer'), rest, { key: city.hub, at: new Date() });
    cpSync(join(city.path('fewer'), container()), at(container()));
    expect(failures(verifyReceipt(work, city.trusted))).toEqual(['container.signature']);
  });

  it('with a container that another certificate under the root signed fails by name', async () => {
    const other = city.path('resigned');
    await writeReceipt(other, content, { key: city.signer('portal'), at: new Date() });
    expect(failures(verifyReceipt(other, city.trusted))).toEqual(['container.signature']);
  });
});
