import { sign } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { freePorts } from '@lienthong/embedded';
import { issueCity, paperOf, startAuthority } from '@lienthong/sandbox';
import { type Certificate, type Signer, ocspRequest, parsePem, signFile } from '@lienthong/trust';
import { zipOf } from './zip';

/** Well-made files of every kind that the hub reads from strangers, of one signer of the sandbox city. */
export interface Seeds {
  readonly files: Readonly<Record<'xml' | 'cms' | 'jws' | 'pdf' | 'asic' | 'ocsp', readonly Uint8Array[]>>;
  readonly certificates: readonly Certificate[];
  readonly root: Certificate;
  readonly crls: readonly Uint8Array[];
}

const shelf = resolve(__dirname, '../../../.cache/keys');

const text = Buffer.from('{"hoSo":"000.99.02.H26-261123-0000001","noiDung":"đề nghị cấp bản sao"}');
const xml = Buffer.from('<?xml version="1.0"?>\n<a:hoSo xmlns:a="urn:a" ma="1"><ten>Đề nghị &amp; cấp</ten><!-- ghi chú --><b/></a:hoSo>');

export async function seedsIn(dir: string): Promise<Seeds> {
  const [port = 0] = await freePorts(1);
  const pki = join(await mkdtemp(join(dir, 'city-')), 'pki');
  await issueCity(pki, { baseUrl: `http://127.0.0.1:${port}`, now: new Date(), shelf });
  const [root] = parsePem(await readFile(join(pki, 'root.pem'), 'utf8'));
  const signer = await signerIn(pki);
  const [leaf, sub] = signer.certificateChain;
  if (!root || !leaf || !sub) throw new Error('the city has no portal');
  const authority = await startAuthority(pki, { port });
  try {
    const get = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(authority.url + path)).arrayBuffer());
    const ocsp = await fetch(`${authority.url}/ocsp`, {
      method: 'POST',
      body: Buffer.from(ocspRequest({ key: '', certificate: leaf, issuer: sub, ocsp: [], crl: [] })),
    });
    const crls = await Promise.all(['root', 'sub'].map((name) => get(`/crl/${name}.crl`)));
    const files = { ...(await signedBy(signer)), ocsp: [new Uint8Array(await ocsp.arrayBuffer())] };
    return { files, certificates: [...signer.certificateChain, root], root, crls };
  } finally {
    await authority.stop();
  }
}

async function signedBy(signer: Signer): Promise<Omit<Seeds['files'], 'ocsp'>> {
  let seconds = Math.floor(Date.now() / 1_000) - 100;
  const one = (format: 'xades' | 'cades' | 'jades', content: Uint8Array, detached = false): Promise<Uint8Array> =>
    signFile({ format, content, detached, signer, at: new Date(seconds++ * 1_000) });
  const enveloped = await one('xades', xml);
  const twice = await one('xades', enveloped);
  const cades = await Promise.all([one('cades', text), one('cades', text, true)]);
  const container = [
    ['mimetype', Buffer.from('application/vnd.etsi.asic-s+zip')],
    ['a.json', text],
    ['META-INF/signature.p7s', await one('cades', text, true)],
  ] as const;
  return {
    xml: [enveloped, twice],
    cms: cades,
    jws: await Promise.all([one('jades', text), one('jades', text, true)]),
    pdf: [await paperOf(500, (content) => one('cades', content, true))],
    asic: [zipOf(container)],
  };
}

async function signerIn(pki: string): Promise<Signer> {
  const key = await readFile(join(pki, 'portal.key.pem'), 'utf8');
  return {
    certificateChain: parsePem(await readFile(join(pki, 'portal.pem'), 'utf8')),
    algorithm: 'RS256',
    sign: (data) => Promise.resolve(sign('sha256', data, key)),
    close: () => Promise.resolve(),
  };
}
