import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { type ReceiptContent, revocationName } from '../export/files';
import { writeReceipt } from '../export/write';
import { City } from '../testing/receipts.test-kit';
import { verifyReceipt } from './receipt';
import { type Report } from './report';
import { isReceipt, verifyTree } from './tree';

let city: City;
let content: ReceiptContent;
let honest: string;
let work: string;

beforeAll(async () => {
  city = new City();
  honest = city.path('honest');
  work = city.path('work');
  const all = await city.receipts([['recorded'], ['recorded', 'delivered'], ['refused']]);
  content = all[1] ?? Object.create(null);
  await writeReceipt(honest, content, { key: city.hub, at: new Date() });
});
beforeEach(() => cpSync(honest, work, { recursive: true }));
afterEach(() => rmSync(work, { recursive: true, force: true }));
afterAll(() => city.remove());

function failures(report: Report): string[] {
  return [...new Set(report.checks.filter(({ status }) => status === 'failed').map(({ name }) => name))];
}

describe('an exported receipt', () => {
  it('verifies offline, check by check, in both languages', () => {
    const report = verifyReceipt(work, city.trusted);
    expect(report.checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(report.verdict).toBe('valid');
    expect(report.checks.filter(({ status }) => status === 'absent').map(({ name }) => name)).toEqual([
      'seal.timestamp',
      'leaf.attached',
      'leaf.attached',
    ]);
    expect(report.checks.every(({ vi, en }) => vi && en)).toBe(true);
    expect(report.checks.find(({ name }) => name === 'leaf.inclusion')?.detail).toBe('entry 1 of 4');
  });

  it.each([
    ['1-recorded.leaf', ['leaf.inclusion']],
    ['2-delivered.tlog-proof', ['leaf.inclusion', 'checkpoint.signature', 'checkpoint.seal', 'container.signature']],
    ['seal.txt', ['seal.form', 'seal.signature']],
    ['seal.p7s', ['seal.signature', 'seal.chain']],
    ['log.vkey', ['seal.form']],
    ['chain.pem', ['chain.form']],
    ['payload.bin', ['payload.commitment', 'signature.value']],
    ['payload.salt', ['payload.commitment']],
    ['metadata.txt', ['metadata.commitment']],
    ['metadata.salt', ['metadata.commitment']],
    ['signature.jws', ['signature.digest', 'signature.value']],
    ['verdict.json', ['verdict.digest']],
  ])('with one changed byte in %s fails by name', (file, expected) => {
    const bytes = readFileSync(join(work, file));
    const missed: number[] = [];
    const named = new Set<string>();
    for (let index = 0; index < bytes.length; index += Math.max(1, Math.floor(bytes.length / 16))) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 0x01;
      writeFileSync(join(work, file), changed);
      const found = failures(verifyReceipt(work, city.trusted));
      found.forEach((name) => named.add(name));
      if (!found.some((name) => expected.includes(name))) missed.push(index);
    }
    expect(missed).toEqual([]);
    for (const name of expected) expect(named).toContain(name);
  });

  it.each([
    ['1-recorded.leaf', 'leaf.form'],
    ['1-recorded.tlog-proof', 'leaf.inclusion'],
    ['seal.txt', 'seal.signature'],
    ['seal.p7s', 'seal.signature'],
    ['log.vkey', 'seal.form'],
    ['chain.pem', 'chain.form'],
    ['payload.bin', 'payload.commitment'],
    ['payload.salt', 'payload.commitment'],
    ['metadata.salt', 'metadata.commitment'],
  ])('without %s fails by name', (file, expected) => {
    rmSync(join(work, file));
    expect(failures(verifyReceipt(work, city.trusted))).toContain(expected);
  });

  it('with another revocation file, or a changed one, fails by name', () => {
    const [name = ''] = readdirSync(join(work, 'revocation'));
    writeFileSync(join(work, 'revocation', name), 'changed');
    expect(failures(verifyReceipt(work, city.trusted))).toEqual(['revocation.digest']);
  });

  it('fails in every part of its container that is changed', () => {
    const name = `${content.message}.asice`;
    const bytes = readFileSync(join(work, name));
    const missed: number[] = [];
    for (let index = 0; index < bytes.length; index += 29) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 0x01;
      writeFileSync(join(work, name), changed);
      if (!failures(verifyReceipt(work, city.trusted)).includes('container.signature')) missed.push(index);
    }
    expect(missed).toEqual([]);
  });

  it('is not trusted under another root', () => {
    const report = verifyReceipt(work, { ...city.trusted, roots: readFileSync(city.path('stranger.pem'), 'utf8') });
    expect(failures(report)).toEqual(['seal.chain', 'container.signature']);
    expect(report.verdict).toBe('invalid');
  });

  it("fails when a log key that the seal does not name signed the checkpoint, or the proof is another message's", async () => {
    const stranger = new City();
    try {
      const [theirs] = await stranger.receipts([['recorded'], ['recorded', 'delivered'], ['refused']]);
      await writeReceipt(stranger.path('theirs'), theirs ?? content);
      cpSync(join(stranger.path('theirs'), '1-recorded.tlog-proof'), join(work, '1-recorded.tlog-proof'));
      expect(failures(verifyReceipt(work, city.trusted))).toEqual(expect.arrayContaining(['checkpoint.signature', 'leaf.inclusion']));
    } finally {
      stranger.remove();
    }
    cpSync(join(honest, '2-delivered.tlog-proof'), join(work, '1-recorded.tlog-proof'));
    expect(failures(verifyReceipt(work, city.trusted))).toEqual(['leaf.inclusion', 'leaf.order', 'container.signature']);
  });

  it('still verifies after its message was erased, and tells nothing of it', async () => {
    const { payload: _payload, metadata: _metadata, signature: _signature, ...rest } = content;
    await writeReceipt(city.path('erased'), rest);
    const report = verifyReceipt(city.path('erased'), city.trusted);
    expect(report.verdict).toBe('valid');
    expect(report.checks.filter(({ name, status }) => status === 'ok' && name.startsWith('payload'))).toEqual([]);
    const everything = readdirSync(city.path('erased')).filter((name) => name !== 'revocation');
    for (const name of everything) expect(readFileSync(join(city.path('erased'), name), 'utf8')).not.toMatch(/Nguyễn|H26-261123/);
  });

  it('of a refused message does not need a signature that holds', async () => {
    const [, , refused] = await city.receipts([['recorded'], ['recorded'], ['refused']]);
    const other = city.jws(Buffer.from('other'), 'RS256');
    await writeReceipt(city.path('refused'), { ...(refused ?? content), signature: other });
    expect(failures(verifyReceipt(city.path('refused'), city.trusted))).toEqual(['signature.digest']);
  });

  it('says when the hub had been revoked before it sealed', async () => {
    const revoking = new City();
    try {
      revoking.revoke('hub');
      const [receipt] = await revoking.receipts([['recorded']]);
      await writeReceipt(revoking.path('receipt'), receipt ?? content);
      expect(failures(verifyReceipt(revoking.path('receipt'), revoking.trusted))).toEqual(['seal.revocation']);
    } finally {
      revoking.remove();
    }
  });

  it('says so when any of the revocation data does, whatever the others say', async () => {
    const revoking = new City();
    try {
      const good = revoking.crl();
      revoking.revoke('hub');
      const [receipt] = await revoking.receipts([['recorded']]);
      let revoked = revoking.crl();
      while (revocationName(revoked) < revocationName(good)) revoked = revoking.crl();
      await writeReceipt(revoking.path('receipt'), { ...(receipt ?? content), revocation: [good, revoked] });
      expect(failures(verifyReceipt(revoking.path('receipt'), revoking.trusted))).toEqual(['seal.revocation']);
    } finally {
      revoking.remove();
    }
  });

  it('is for its owner alone', () => {
    const modes = ['.', 'revocation', ...readdirSync(honest).filter((name) => name !== 'revocation')].map(
      (name) => statSync(join(honest, name)).mode & 0o077,
    );
    expect(new Set(modes)).toEqual(new Set([0]));
  });

  it('is not written over another', async () => {
    await expect(writeReceipt(work, content)).rejects.toMatchObject({ code: 'evidence.folder-in-use' });
  });
});

describe('the ASiC-E container', () => {
  it('starts with the stored media type, and openssl accepts its signature over the manifest', () => {
    const bytes = readFileSync(join(honest, `${content.message}.asice`));
    expect(bytes.subarray(30, 38 + 31).toString()).toBe('mimetypeapplication/vnd.etsi.asic-e+zip');
    const files = unzipSync(bytes);
    writeFileSync(city.path('manifest'), files['META-INF/ASiCManifest.xml'] ?? '');
    writeFileSync(city.path('manifest.p7s'), files['META-INF/signature.p7s'] ?? '');
    const verify = [
      'cms',
      '-verify',
      '-binary',
      '-cades',
      '-inform',
      'DER',
      '-in',
      'manifest.p7s',
      '-content',
      'manifest',
      '-CAfile',
      'root.pem',
    ];
    expect(() => city.openssl(...verify, '-purpose', 'any')).not.toThrow();
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['payload.bin', '1-recorded.leaf', '1-recorded.tlog-proof', 'seal.txt', 'seal.p7s']),
    );
  });
});

describe('a folder of receipts', () => {
  it('is verified in one go and names the ones that fail', async () => {
    const folder = city.path('many');
    mkdirSync(folder);
    const all = await city.receipts(Array.from({ length: 300 }, () => ['recorded', 'delivered'] as const));
    await Promise.all(all.map((receipt) => writeReceipt(join(folder, receipt.message), receipt)));
    expect(verifyTree(folder, city.trusted)).toMatchObject({ receipts: 300, valid: 300, failures: [] });
    writeFileSync(join(folder, all[7]?.message ?? '', 'payload.bin'), 'changed');
    const report = verifyTree(folder, city.trusted);
    expect(report).toMatchObject({ valid: 299, failures: [{ folder: all[7]?.message }] });
    expect([isReceipt(folder), isReceipt(honest)]).toEqual([false, true]);
  });

  it('that is empty or missing is an error, not a success', () => {
    mkdirSync(city.path('empty'));
    for (const name of ['empty', 'missing']) expect(() => verifyTree(city.path(name), city.trusted)).toThrow(/no folders/);
    expect(() => verifyReceipt(city.path('missing'), city.trusted)).toThrow(/no folder/);
    expect(verifyReceipt(city.path('empty'), city.trusted).verdict).toBe('invalid');
  });
});
