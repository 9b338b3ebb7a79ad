import type { StatusHeader } from '../model';
import { readResponseFor } from './message-header';
import { readOrganisation, readStaff } from './organisation';
import type { Reading } from './reading';
import type { Section } from './section';

/** A header that tells a status; one that is a document's as well could be read as either, so it is neither. */
export function readStatusHeader(header: Section, reading: Reading): StatusHeader {
  for (const name of ['Subject', 'DocumentId', 'DocumentType'])
    if (header.single(name)) throw reading.wrong('edxml.kind-ambiguous', header.fieldOf(name));
  const staff = header.section('StaffInfo');
  const answered = header.required('ResponseFor');
  answered.requiredText('OrganId');
  answered.requiredText('DocumentId');
  const at = header.time('Timestamp');
  if (at === undefined) throw reading.wrong('edxml.missing', header.fieldOf('Timestamp'));
  return {
    From: readOrganisation(header.required('From')),
    ResponseFor: readResponseFor(answered),
    StaffInfo: staff && readStaff(staff),
    StatusCode: header.requiredText('StatusCode'),
    Description: header.text('Description'),
    Timestamp: at,
  };
}
