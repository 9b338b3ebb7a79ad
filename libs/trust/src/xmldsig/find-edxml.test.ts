import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundSignature } from '../verdict/found';
import { findXmlSignatures } from './find';

/** What did not pass. */
const told = ({ checks }: FoundSignature): string[] =>
  checks.filter(({ result }) => result !== 'passed').map(({ code, result }) => `${code} ${result}`);

describe('the national edXML sample', () => {
  const bytes = readFileSync(join(__dirname, 'testing/signed.edxml'));
  const content = (name: string): Uint8Array | undefined => {
    const at = bytes.indexOf(`<ContentId>${name}</ContentId>`, bytes.indexOf('<AttachmentEncoded>'));
    const encoded = /ContentTransferEncoded[^>]*>([^<]*)</.exec(bytes.subarray(at).toString())?.[1];
    return at < 0 || encoded === undefined ? undefined : Buffer.from(encoded, 'base64');
  };

  it('is right, in its misplaced namespace, and covers document and attachments', async () => {
    const [found] = await findXmlSignatures(bytes, { content });
    expect(told(found!)).toEqual(['xml.misplaced-namespace warning']);
    expect(found!.signed.map(({ name }) => name)).toEqual(['', 'cid:att-1', 'cid:att-2']);
    expect(found).toMatchObject({ format: 'xmldsig', level: '', algorithm: 'rsa-sha256', coversWhole: true });
    expect(found!.signer?.fingerprint).toBe('cf91bb7d5da3551680733289e5e21e7665a9d238dacc549b590775c878733070');
  });

  it('is open while an attachment is missing, and broken by one changed', async () => {
    expect(told((await findXmlSignatures(bytes))[0]!)).toEqual([
      'xml.misplaced-namespace warning',
      'reference.missing unknown',
      'reference.missing unknown',
    ]);
    const [changed] = await findXmlSignatures(bytes, { content: () => Buffer.from('x') });
    expect(changed).toMatchObject({ signed: [], coversWhole: false });
    expect(told(changed!)).toEqual(['xml.misplaced-namespace warning', 'reference.digest failed', 'reference.digest failed']);
  });

  it('has no signature where the root is not edXML', async () => {
    const text = bytes.toString().replaceAll('<edXML ', '<another ').replaceAll('</edXML>', '</another>');
    expect(await findXmlSignatures(Buffer.from(text))).toEqual([]);
  });
});
