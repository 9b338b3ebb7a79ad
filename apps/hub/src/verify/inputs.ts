import { readFile } from 'node:fs/promises';
import {
  type Certificate,
  type FileGround,
  type SignaturePolicy,
  type TrustAnchor,
  parseCertificate,
  parsePem,
  signaturePolicies,
} from '@lienthong/trust';
import { CommandError } from '../complaint/command-error';
import type { Revocation } from './revocation';

/** Files that tell under what a signature or a certificate is judged; the same names on the command line and in a batch. */
export interface GroundFiles {
  readonly trust: readonly string[];
  readonly certificates?: readonly string[];
  readonly crl?: readonly string[];
  readonly ocsp?: readonly string[];
  /** ISO 8601; now unless told. */
  readonly at?: string;
  readonly policy?: string;
}

/** Reads each file once, however many lines of a batch name it. */
export class Inputs {
  private readonly rootFiles = new Map<string, Promise<readonly Certificate[]>>();
  private readonly certificateFiles = new Map<string, Promise<readonly Certificate[]>>();
  private readonly derFiles = new Map<string, Promise<readonly Uint8Array[]>>();
  private readonly anchorLists = new Map<string, Promise<readonly TrustAnchor[]>>();

  constructor(
    private readonly clock: () => Date,
    private readonly revocation: Revocation,
    /** Of the installation, beside those that are named. */
    private readonly roots: readonly TrustAnchor[] = [],
  ) {}

  /** Judges, and once more with what the authorities say where they may be asked. */
  async judged<T>(ground: FileGround, judge: (ground: FileGround) => T | Promise<T>): Promise<T> {
    return this.revocation.informed(ground, judge);
  }

  /** @throws CommandError for a file that cannot be used, and names it */
  async ground({ trust, certificates = [], crl = [], ocsp = [], at, policy = 'standard' }: GroundFiles): Promise<FileGround> {
    return {
      anchors: await this.anchors(trust),
      certificates: await gather(certificates, (file) => once(this.certificateFiles, file, () => readableIn(file))),
      crls: await gather(crl, (file) => once(this.derFiles, file, () => dersIn(file, 'X509 CRL'))),
      ocsps: await gather(ocsp, (file) => once(this.derFiles, file, () => dersIn(file, 'OCSP RESPONSE'))),
      at: at === undefined ? this.clock() : timeIn(at),
      policy: policyNamed(policy),
    };
  }

  /** The same list object for the same files: paths that were found once are found again at once. */
  private anchors(files: readonly string[]): Promise<readonly TrustAnchor[]> {
    return once(this.anchorLists, files.join('\n'), async () => {
      const named = await gather(files, (file) => once(this.rootFiles, file, () => certificatesIn(file)));
      return [...named.map((certificate) => ({ certificate })), ...this.roots];
    });
  }
}

const gather = async <T>(files: readonly string[], read: (file: string) => Promise<readonly T[]>): Promise<readonly T[]> =>
  (await Promise.all(files.map(read))).flat();

function once<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key) ?? make();
  kept.set(key, known);
  return known;
}

/** PEM with any number of certificates, or one in DER. */
export async function certificatesIn(file: string): Promise<readonly Certificate[]> {
  const bytes = await bytesIn(file);
  try {
    return bytes[0] === 0x30 ? [parseCertificate(bytes)] : parsePem(bytes.toString('latin1'));
  } catch (cause) {
    throw new CommandError('certificate.malformed', file, { cause });
  }
}

/** Certificates that may lead to a root: among many from anywhere one that cannot be read leads nowhere, and hinders none of the others. */
async function readableIn(file: string): Promise<readonly Certificate[]> {
  const bytes = await bytesIn(file);
  const blocks = bytes[0] === 0x30 ? [bytes] : bytes.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (blocks === null) throw new CommandError('certificate.malformed', file);
  return blocks.flatMap((block) => {
    try {
      return typeof block === 'string' ? parsePem(block) : [parseCertificate(block)];
    } catch {
      return [];
    }
  });
}

/** A batch may hold the PEM itself instead of a file's name. */
const bytesIn = (file: string): Promise<Buffer> => (file.startsWith('-----BEGIN ') ? Promise.resolve(Buffer.from(file)) : readFile(file));

/** DER, or PEM blocks with that label. */
async function dersIn(file: string, label: string): Promise<readonly Uint8Array[]> {
  const bytes = await bytesIn(file);
  if (bytes[0] === 0x30) return [bytes];
  const blocks = bytes.toString('latin1').matchAll(new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`, 'g'));
  const found = [...blocks].map(([, base64 = '']) => Buffer.from(base64, 'base64'));
  if (found.length === 0) throw new CommandError('verify.input', file);
  return found;
}

function timeIn(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new CommandError('cli.usage', `--at ${text}`);
  return time;
}

function policyNamed(name: string): SignaturePolicy {
  const policy = signaturePolicies.find((one) => one === name);
  if (!policy) throw new CommandError('cli.usage', `--policy ${name}`);
  return policy;
}
