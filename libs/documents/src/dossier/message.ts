import { type Envelope, refuse } from '@lienthong/message';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020';
import { isAgencyCode } from '../organisation-code';
import { compiledOnce, shaped } from '../shaped';
import type { Dossier, DossierStatusChanged, DossierSubmitted } from './model';
import { statusChangedSchema, submittedSchema } from './schema';

/** A message of version `dossier/1` whose data has the right shape. */
export type DossierMessage =
  | { readonly type: 'dossier.submitted'; readonly envelope: Envelope; readonly data: DossierSubmitted }
  | { readonly type: 'dossier.status-changed'; readonly envelope: Envelope; readonly data: DossierStatusChanged };

const ajv = new Ajv2020({ strict: true, validateFormats: true, formats: { 'agency-code': isAgencyCode } });
addFormats(ajv, ['date-time', 'email']);
const submitted = compiledOnce(() => ajv.compile<DossierSubmitted>(submittedSchema));
const statusChanged = compiledOnce(() => ajv.compile<DossierStatusChanged>(statusChangedSchema));

/** Throws `dossier.shape` with the JSON pointer of the first wrong field, or `type.unknown`. */
export function readDossierMessage(envelope: Envelope, data: unknown): DossierMessage {
  switch (envelope.type) {
    case 'dossier.submitted':
      return { type: envelope.type, envelope, data: shaped(submitted, data, 'dossier.shape') };
    case 'dossier.status-changed':
      return { type: envelope.type, envelope, data: shaped(statusChanged, data, 'dossier.shape') };
    default:
      throw refuse('type.unknown', { field: 'type' });
  }
}

/** The dossiers that a message carries, with the JSON pointer of each. */
export function dossiersIn(message: DossierMessage): readonly { readonly at: string; readonly dossier: Dossier }[] {
  if (message.type === 'dossier.submitted') return [{ at: '/dossier', dossier: message.data.dossier }];
  const { received } = message.data;
  return received ? [{ at: '/received/dossier', dossier: received.dossier }] : [];
}
