import { tryCertificate } from '../cms/certificates';
import type { RevocationInfo } from '../cms/revocation';
import type { Certificate } from '../model';
import { UnreadableError } from '../verdict/found';
import type { Budget } from './budget';
import type { PdfDocument } from './document';
import { decodeStream } from './filters';
import { isKind, type PdfValue } from './value';

/** Validation data of the whole document. */
export interface SecurityStore extends RevocationInfo {
  readonly certificates: readonly Certificate[];
  /** Why some of it could not be read. */
  readonly problem?: string;
}

const maxItems = 512;
/** Whoever writes more broken ones than that wants to be waited for. */
const maxProblems = 16;

/** The Document Security Store (ETSI EN 319 142-1 §5.4.2). What is listed by signature (VRI) is listed for the document too, so that is enough. */
export function readSecurityStore(document: PdfDocument, budget: Budget): SecurityStore {
  const problems: string[] = [];
  const tolerate = <T>(read: () => T, otherwise: T): T => {
    if (problems.length === maxProblems) return otherwise;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      problems.push(error.message);
      return otherwise;
    }
  };
  const store = tolerate(() => document.entries(document.entries(document.xref.trailer.get('Root'))?.get('DSS')), undefined);
  const [certificates = [], crls = [], ocsps = []] = ['Certs', 'CRLs', 'OCSPs'].map((key) =>
    tolerate(() => document.items(store?.get(key)), [])
      .slice(0, maxItems)
      .flatMap((item) => tolerate(() => streamOf(document, item, budget), [])),
  );
  const [problem] = problems;
  return {
    certificates: certificates.map(tryCertificate).filter((one) => one !== undefined),
    crls,
    ocsps,
    ...(problem !== undefined && { problem }),
  };
}

function streamOf(document: PdfDocument, item: PdfValue, budget: Budget): Uint8Array[] {
  const stream = document.resolve(item);
  return isKind(stream, 'stream') ? [decodeStream(stream, budget)] : [];
}
