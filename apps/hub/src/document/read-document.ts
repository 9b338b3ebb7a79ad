import { type EdxmlDocument, readEdxml } from '@lienthong/documents';
import { type FileGround, UnreadableError } from '@lienthong/trust';
import type { Inputs } from '../verify/inputs';
import { attachmentSignatures } from './attachment-signatures';
import { faultOf } from './decide';
import { readDossier } from './read-dossier';
import type { DocumentReport } from './report';
import { transportSignatures } from './transport-signatures';

/** Reads any document that the hub knows and verifies its signatures; who signed is judged where roots were given. */
export async function readDocument(bytes: Uint8Array, ground: FileGround, inputs: Inputs): Promise<DocumentReport> {
  switch (firstMark(bytes)) {
    case '{':
      return readDossier(bytes);
    case '<':
      return readEdxmlFile(bytes, ground, inputs);
    default:
      return { outcome: 'reject', fault: { code: 'document.unknown' }, isUnreadable: true, ...nothing };
  }
}

const nothing = { fields: null, isJudged: false, headerCovered: false, signatures: [], attachmentSignatures: [] };

async function readEdxmlFile(bytes: Uint8Array, ground: FileGround, inputs: Inputs): Promise<DocumentReport> {
  const { document, refusal } = readEdxml(bytes);
  if (!document) {
    const { code, field, line, column, kind } = refusal;
    return { outcome: 'reject', fault: { code, field, line, column }, isUnreadable: kind === 'unreadable', ...nothing };
  }
  try {
    return await judge(document, ground, inputs);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { outcome: 'reject', fault: { code: 'signature.malformed' }, isUnreadable: false, ...nothing };
  }
}

async function judge(document: EdxmlDocument, ground: FileGround, inputs: Inputs): Promise<DocumentReport> {
  const signatures = await transportSignatures(document, ground, inputs);
  const within = await attachmentSignatures(document, ground, inputs);
  const isJudged = ground.anchors.length > 0;
  const fault = faultOf(signatures, within, isJudged);
  return {
    ...{ outcome: fault ? 'reject' : 'accept', fault, isUnreadable: false, fields: fault ? null : document.fields },
    ...{ isJudged, headerCovered: signatures.some(({ coversHeader }) => coversHeader), signatures, attachmentSignatures: within },
  };
}

/** The first octet behind blanks and the mark of UTF-8 or UTF-16; `''` of an empty file. */
const firstMark = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024))
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replace(/^[\s\0]+/, '')
    .charAt(0);
