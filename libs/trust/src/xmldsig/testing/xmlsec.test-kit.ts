import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ds = 'http://www.w3.org/2000/09/xmldsig#';
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

/** A signature without its values: what xmlsec1 fills in. */
export interface Template {
  readonly canonicalization: string;
  readonly method: string;
  /** URI, and the mark-up inside of Transforms. */
  readonly references: readonly (readonly [uri: string, transforms: string])[];
}

export function template({ canonicalization, method, references }: Template): string {
  const items = references.map(
    ([uri, transforms]) =>
      `<Reference URI="${uri}"><Transforms>${transforms}</Transforms><DigestMethod Algorithm="${sha256}"/><DigestValue></DigestValue></Reference>`,
  );
  return `<Signature xmlns="${ds}"><SignedInfo><CanonicalizationMethod Algorithm="${canonicalization}"/><SignatureMethod Algorithm="${method}"/>${items.join('')}</SignedInfo><SignatureValue></SignatureValue><KeyInfo><X509Data/></KeyInfo></Signature>`;
}

export const by = (algorithm: string, inside = ''): string => `<Transform Algorithm="${algorithm}">${inside}</Transform>`;

/** xmlsec1 on files of a folder. */
export class Xmlsec {
  constructor(private readonly folder: string) {}

  sign(document: string, key: string, certificate: string, ids: readonly string[] = []): Buffer {
    writeFileSync(join(this.folder, 'template.xml'), document);
    return this.run('--sign', '--privkey-pem', `${key},${certificate}`, ...idOptions(ids), 'template.xml');
  }

  /** Octets that each reference digests, as xmlsec1 made them. */
  digested(document: string, key: string, ids: readonly string[]): string[] {
    writeFileSync(join(this.folder, 'template.xml'), document);
    const options = ['--sign', '--print-debug', '--store-references', '--privkey-pem', key, '--output', 'out.xml', ...idOptions(ids)];
    const said = this.run(...options, 'template.xml').toString();
    return [...said.matchAll(/== PreDigest data - start buffer:\n([\s\S]*?)\n== PreDigest data - end buffer/g)].map(
      ([, data = '']) => data,
    );
  }

  verifies(document: Uint8Array, certificate: string, ids: readonly string[] = []): boolean {
    writeFileSync(join(this.folder, 'signed.xml'), document);
    const options = ['--verify', '--pubkey-cert-pem', certificate, ...idOptions(ids), 'signed.xml'];
    return spawnSync('xmlsec1', options, { cwd: this.folder, stdio: 'ignore' }).status === 0;
  }

  private run(...options: readonly string[]): Buffer {
    return execFileSync('xmlsec1', options, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

/** `local` or `namespace:local` of the elements whose Id attribute is one. */
const idOptions = (ids: readonly string[]): string[] => ids.flatMap((element) => ['--id-attr:Id', element]);
