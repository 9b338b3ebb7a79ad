import { attachmentNamesFlat } from './attachment-names-flat';
import { attachmentsListed } from './attachments-listed';
import { attachmentsPresent } from './attachments-present';
import { codesKnown } from './codes-known';
import { documentIdsWellFormed } from './document-ids-well-formed';
import { kindKnown } from './kind-known';
import { lengths } from './lengths';
import { organisationsWellFormed } from './organisations-well-formed';
import { reasonGiven } from './reason-given';
import { receiversDistinct } from './receivers-distinct';
import { receiversPresent } from './receivers-present';
import { replacedNamed } from './replaced-named';
import type { Rule } from './rule';
import { statusKnown } from './status-known';

/** In this order; the sender hears of the first that is broken. */
export const rules: readonly Rule[] = [
  kindKnown,
  receiversPresent,
  organisationsWellFormed,
  receiversDistinct,
  documentIdsWellFormed,
  codesKnown,
  lengths,
  replacedNamed,
  statusKnown,
  reasonGiven,
  attachmentsPresent,
  attachmentsListed,
  attachmentNamesFlat,
];
