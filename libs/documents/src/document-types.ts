import type { Envelope } from '@lienthong/message';
import type { DocumentType } from './contract';
import { dossierV1 } from './dossier/dossier-v1';
import { edxmlV1 } from './edxml/edxml-v1';
import { enterpriseV1 } from './enterprise/enterprise-v1';

/** Every version of every document type that the hub knows. */
export const documentTypes: readonly DocumentType[] = [dossierV1, edxmlV1, enterpriseV1];

/** `undefined`: no version of this name carries this type of message (`type.unknown`). */
export const findDocumentType = ({ type, dataschema }: Pick<Envelope, 'type' | 'dataschema'>): DocumentType | undefined =>
  documentTypes.find(({ version, types }) => version === dataschema && types.includes(type));
