export type { DocumentType } from './contract';
export { documentTypes, findDocumentType } from './document-types';
export { type DossierCode, readDossierCode } from './dossier/dossier-code';
export { dossierV1 } from './dossier/dossier-v1';
export { type DossierMessage, readDossierMessage } from './dossier/message';
export type { Applicant, Attachment, Dossier, DossierStatusChanged, DossierSubmitted, StatusCode } from './dossier/model';
export { isStatus, isTerminal, mayFollow, type Status, statuses, terminal, tolerated, type Transition } from './dossier/statuses';
export { enterpriseWarning, isAgencyCode, type OrganisationCode, readOrganisationCode } from './organisation-code';
