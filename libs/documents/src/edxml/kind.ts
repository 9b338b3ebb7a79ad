import type { EdxmlDocument, EdxmlFields } from './model';
import type { Reading } from './read/reading';

const kinds: Readonly<Record<string, 'new' | 'recall' | 'update' | 'replacement'>> = {
  '0': 'new',
  '1': 'recall',
  '2': 'update',
  '3': 'replacement',
};

/** By `BussinessDocType`; a document that says nothing of it is a new one. */
export function kindOf(fields: EdxmlFields, reading: Reading): EdxmlDocument['kind'] {
  if (fields.kind === 'status') return 'status';
  const type = fields.TraceHeaderList?.Bussiness?.BussinessDocType ?? '0';
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (!kind) throw reading.wrong('edxml.code-unknown', 'TraceHeaderList/Bussiness/BussinessDocType');
  return kind;
}
