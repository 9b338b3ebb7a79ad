export type { DocumentType } from './contract';
export { documentTypes, findDocumentType } from './document-types';
export { dossierV1 } from './dossier/dossier-v1';
export { type DossierMessage, readDossierMessage } from './dossier/message';
export type {
  Applicant,
  Attachment,
  Dossier,
  DossierStatusChanged,
  DossierSubmitted,
  Fee,
  Paper,
  StatusCode,
  Supplement,
} from './dossier/model';
export { type DossierCode, readDossierCode } from './dossier/dossier-code';
export { isStatus, isTerminal, statuses } from './dossier/statuses';
export { edxmlV1 } from './edxml/edxml-v1';
export type {
  EdxmlAttachment,
  EdxmlDocument,
  EdxmlFields,
  MessageHeader as EdxmlMessageHeader,
  StatusHeader as EdxmlStatusHeader,
  TraceHeaderList as EdxmlTraceHeaderList,
  SignatureFields,
  SignatureReference,
} from './edxml/model';
export { edxmlDocument, type EdxmlReading, readEdxml } from './edxml/read-edxml';
export type { EdxmlRefusal } from './edxml/refusal';
export { type SignedContent, signedContent } from './edxml/signed/signed-content';
export { signedContents, signedEdxml } from './edxml/signed/signed-edxml';
export { type DocumentState, nextStatus, sent, type StatusOutcome, type StatusUpdate } from './edxml/status/next-status';
export { type SendingRule, sendingDeadline } from './edxml/status/sending-deadline';
export { type EdxmlStatusCode, statuses as edxmlStatuses } from './edxml/status/statuses';
export { subjectOf } from './edxml/subject';
export type { DraftAttachment } from './edxml/write/attachment-lines';
export { type EdxmlDraft, writeEdxml } from './edxml/write-edxml';
export { type EnterpriseCode, enterpriseSubject, readEnterpriseCode, writeEnterpriseCode } from './enterprise/code';
export { enterpriseV1 } from './enterprise/enterprise-v1';
export { type EnterpriseMessage, readEnterpriseMessage } from './enterprise/message';
export type { Enterprise, EnterpriseDetails, EnterpriseEvent, EnterpriseWarning, Told } from './enterprise/model';
export { readEnterprise } from './enterprise/read-enterprise';
export { checkType, type Compatibility, type DeclaredType, type DeclaredVersion, type Finding } from './registered/check-type';
export { registeredTypes, type SchemaKind } from './registered/registered-types';
export { majorOf, nextVersion, versionPattern } from './registered/version';
