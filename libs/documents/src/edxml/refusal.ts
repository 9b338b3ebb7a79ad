import { type ErrorCode, explain, Failure } from '@lienthong/message';
import { XmlError } from '@lienthong/xml';

/** Why a file is not taken. `unreadable`: no edXML at all, or broken. `refused`: edXML that must not be taken although a lenient reader would. */
export interface EdxmlRefusal {
  readonly kind: 'unreadable' | 'refused';
  readonly code: ErrorCode;
  /** Path of elements below the header, with positions among several: `MessageHeader/To[2]/OrganId`. */
  readonly field?: string;
  readonly line?: number;
  readonly column?: number;
  readonly vi: string;
  readonly en: string;
}

/** The error as a value; what is no refusal is thrown on. */
export function refusalOf(error: unknown): EdxmlRefusal {
  if (error instanceof XmlError) {
    const code = `edxml.${error.code.slice('xml.'.length)}` as ErrorCode;
    return refusal(error.kind === 'unreadable' ? 'unreadable' : 'refused', code, { ...error.position });
  }
  if (!(error instanceof Failure)) throw error;
  const { field, line, column } = error.detail;
  const place = { ...(field !== undefined && { field }), ...(line !== undefined && { line: Number(line), column: Number(column) }) };
  return refusal(error.code === 'edxml.root' ? 'unreadable' : 'refused', error.code, place);
}

function refusal(kind: EdxmlRefusal['kind'], code: ErrorCode, place: Partial<EdxmlRefusal>): EdxmlRefusal {
  const { vi, en } = explain(code);
  return { kind, code, ...place, vi, en };
}
