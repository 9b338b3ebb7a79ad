export type { DocumentType } from './contract';
export { documentTypes, findDocumentType } from './document-types';
export { dossierV1 } from './dossier/dossier-v1';
export { type DossierMessage, readDossierMessage } from './dossier/message';
export type { Applicant, Attachment, Dossier, DossierStatusChanged, DossierSubmitted, StatusCode } from './dossier/model';
export { isStatus, isTerminal, statuses } from './dossier/statuses';
export { type EdxmlReading, readEdxml } from './edxml/read-edxml';
export type { EdxmlAttachment, EdxmlDocument, EdxmlFields, SignatureFields, SignatureReference } from './edxml/model';
export type { EdxmlRefusal } from './edxml/refusal';
