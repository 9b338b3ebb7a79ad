import { sign } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '@lienthong/embedded';
import { issueCity, paperOf, startAuthority } from '@lienthong/sandbox';
import { type Certificate, type FileGround, RevocationData, type Signer, parsePem, signFile } from '@lienthong/trust';

/** Files of one signer of the sandbox city, and all that a verifier needs to find them valid. */
export interface Materials {
  /** The city's certificates and keys. */
  readonly pki: string;
  readonly signer: Signer;
  readonly root: Certificate;
  readonly ground: FileGround;
  /** An enveloped XAdES signature over about 20 KB. */
  readonly xml: Uint8Array;
  readonly at: Date;
}

export async function materialsIn(dir: string): Promise<Materials> {
  await mkdir(dir, { recursive: true });
  const [port = 0] = await freePorts(1);
  const pki = join(dir, 'pki');
  await issueCity(pki, { baseUrl: `http://127.0.0.1:${port}`, now: new Date() });
  const [root] = parsePem(await readFile(join(pki, 'root.pem'), 'utf8'));
  if (!root) throw new Error('the city has no root');
  const signer = await signerIn(pki);
  const at = new Date();
  const anchors = [{ certificate: root }];
  const cache = new RevocationData({
    ...{ crls: await lists(pki, port), ocsps: [], anchors, policy: 'standard' },
    certificates: signer.certificateChain,
  });
  const ground: FileGround = { anchors, certificates: [], crls: [], ocsps: [], cache, at: new Date(), policy: 'standard' };
  const xml = await signFile({ format: 'xades', content: record(20_000), detached: false, signer, at });
  return { pki, signer, root, ground, xml, at };
}

export const paper = ({ signer, at }: Materials, bytes: number): Promise<Buffer> =>
  paperOf(bytes, (content) => signFile({ format: 'cades', content, detached: true, signer, at }));

async function signerIn(pki: string): Promise<Signer> {
  const key = await readFile(join(pki, 'portal.key.pem'), 'utf8');
  return {
    certificateChain: parsePem(await readFile(join(pki, 'portal.pem'), 'utf8')),
    algorithm: 'RS256',
    sign: (data) => Promise.resolve(sign('sha256', data, key)),
    close: () => Promise.resolve(),
  };
}

async function lists(pki: string, port: number): Promise<Uint8Array[]> {
  const authority = await startAuthority(pki, { port });
  try {
    return await Promise.all(
      ['root', 'sub'].map(async (name) => new Uint8Array(await (await fetch(`${authority.url}/crl/${name}.crl`)).arrayBuffer())),
    );
  } finally {
    await authority.stop();
  }
}

/** A list of dossiers, as documents of departments are: short elements, some Vietnamese, a few attributes. */
function record(bytes: number): Buffer {
  const row = (n: number): string =>
    `  <hoSo ma="000.99.02.H26-261123-${String(n).padStart(6, '0')}" trangThai="dangXuLy">\n    <ten>Đề nghị cấp bản sao</ten>\n    <ngay>2026-11-23</ngay>\n  </hoSo>\n`;
  const rows = Array.from({ length: Math.ceil(bytes / Buffer.byteLength(row(0))) }, (_, n) => row(n));
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<danhSach xmlns="urn:vn:ho-so">\n${rows.join('')}</danhSach>`);
}
