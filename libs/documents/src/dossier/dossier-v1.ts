import type { DocumentType } from '../contract';
import { contentDigest } from './content-digest';
import { readDossierMessage } from './message';
import { attachmentUrls } from './rules/attachment-urls';
import { attachmentsDistinct } from './rules/attachments-distinct';
import { codeWellFormed } from './rules/code-well-formed';
import { dueAfterReceipt } from './rules/due-after-receipt';
import { procedureCodeWellFormed } from './rules/procedure-code-well-formed';
import { reasonGiven } from './rules/reason-given';
import { receivedMatches } from './rules/received-matches';
import { receivedPresent } from './rules/received-present';
import type { Rule } from './rules/rule';
import { statusKnown } from './rules/status-known';
import { subjectMatches } from './rules/subject-matches';
import { transitionLegal } from './rules/transition-legal';
import { statusChangedSchema, submittedSchema } from './schema';

/** In this order; the first that is broken is the one that the sender hears of. */
const rules: readonly Rule[] = [
  codeWellFormed,
  subjectMatches,
  procedureCodeWellFormed,
  statusKnown,
  transitionLegal,
  receivedPresent,
  receivedMatches,
  dueAfterReceipt,
  reasonGiven,
  attachmentUrls,
  attachmentsDistinct,
];

/** An administrative dossier as it travels between the portal and the one-stop system. */
export const dossierV1: DocumentType = {
  version: 'dossier/1',
  types: ['dossier.submitted', 'dossier.status-changed'],
  schemas: { 'dossier.submitted': submittedSchema, 'dossier.status-changed': statusChangedSchema },
  signedTypes: ['dossier.status-changed'],
  check(envelope, data) {
    const message = readDossierMessage(envelope, data);
    for (const rule of rules) rule(message);
  },
  contentDigest,
};
