import { openContainer } from './asic/container';
import { readAsic } from './asic/read';
import { findCmsSignatures } from './cms/find';
import { findJwsSignatures } from './jws/find';
import { findPdfSignatures } from './pades/find';
import { findXmlSignatures } from './xmldsig/find';
import { assess } from './verdict/assess';
import { verifyOcspFile } from './verify-ocsp';
import { verifyTimestampFile } from './verify-timestamp';
import { type FileFormat, type FoundSignature, type ReadOptions, type SignedPart, UnreadableError } from './verdict/found';
import { formatOf } from './verdict/format';
import type { Ground } from './verdict/ground';
import { requireSupported } from './verdict/unsupported';
import { type FileVerdict, type SignatureVerdict, fileVerdict, judged } from './verdict/report';

export interface FileGround extends Ground {
  /** Bytes of detached content: of a name, or of the only one (`''`). */
  readonly content?: (name: string) => Uint8Array | undefined;
}

/**
 * Finds every signature of a file and judges each: who signed, which bytes, was the certificate good then, is it good now.
 * @throws UnreadableError `unreadable` or `unsupported`, which the only signature of a file may be too; whatever is wrong with a signature that
 * can be read is in the verdict
 */
export async function verifyFile(bytes: Uint8Array, ground: FileGround): Promise<FileVerdict> {
  const format = formatOf(bytes);
  if (!format) throw new UnreadableError('unsupported', 'file.format', `reading the file: none of ${formats}`);
  const handed = new Handed(ground.content);
  const asking = { ...ground, content: (name: string) => handed.take(name) };
  if (format === 'timestamp') return verifyTimestampFile(bytes, asking);
  if (format === 'ocsp') return fileVerdict(format, [handed.mustBeSigned(verifyOcspFile(bytes, ground))]);
  const { certificates, policy, content } = asking; // readers have caches of their own
  const read = await findSignatures(format, bytes, { certificates, policy, content });
  const signatures = read.found.map((one) => handed.mustBeSigned(assess(one, ground), one.signed));
  requireSupported(signatures);
  return fileVerdict(read.format, signatures);
}

const formats = 'XML, PDF, CMS, JWS, ASiC, time stamp, OCSP response';

/** What a detached signature is about. Whoever hands it in asks about it: a file that never looks at it signs something else. */
class Handed {
  /** What the file asked for, by the name that it gave it. */
  private readonly asked = new Map<string, Uint8Array | undefined>();

  constructor(private readonly content: FileGround['content']) {}

  take(name: string): Uint8Array | undefined {
    const content = this.content?.(name);
    this.asked.set(name, content);
    return content;
  }

  /** Each signature for itself: one that signs it speaks for no other. One that is found to sign nothing says enough by its own checks. */
  mustBeSigned(verdict: SignatureVerdict, signed: readonly SignedPart[] = []): SignatureVerdict {
    const isOwn = this.asked.size > 0 && (signed.length === 0 || signed.some((part) => this.isHanded(part)));
    if (!this.content || isOwn) return verdict;
    const against = {
      code: 'content.same',
      result: 'failed',
      facts: { reason: 'the file does not sign the content that was handed in' },
    } as const;
    const { whenSigned, now } = verdict;
    return {
      ...{ ...verdict, coversWhole: false },
      ...{ whenSigned: judged([...whenSigned.checks, against], whenSigned.at), now: judged([...now.checks, against], now.at) },
    };
  }

  /** `''` names the whole of a document too: then only the same bytes are what was handed in. */
  private isHanded({ name, bytes }: SignedPart): boolean {
    const content = this.asked.get(name);
    return this.asked.has(name) && (name !== '' || (content !== undefined && Buffer.compare(content, bytes) === 0));
  }
}

interface Read {
  readonly format: FileFormat;
  readonly found: readonly FoundSignature[];
}

async function findSignatures(format: Exclude<FileFormat, 'timestamp' | 'ocsp'>, bytes: Uint8Array, options: ReadOptions): Promise<Read> {
  switch (format) {
    case 'xml':
      return { format, found: await findXmlSignatures(bytes, options) };
    case 'pdf':
      return { format, found: findPdfSignatures(bytes, options) };
    case 'cms':
      return { format, found: findCmsSignatures(bytes, options) };
    case 'jws':
      return { format, found: findJwsSignatures(bytes, options) };
    case 'asic-e':
    case 'asic-s': {
      // which of the two it is may stand in what is compressed
      const container = openContainer(bytes);
      return { format: container.format, found: await readAsic(container, { ...options, readXml: findXmlSignatures }) };
    }
  }
}
