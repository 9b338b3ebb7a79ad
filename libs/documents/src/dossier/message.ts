import { type Envelope, refuse } from '@lienthong/message';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020';
import { isAgencyCode } from '../organisation-code';
import type { Dossier, DossierStatusChanged, DossierSubmitted } from './model';
import { statusChangedSchema, submittedSchema } from './schema';

/** A message of version `dossier/1` whose data has the right shape. */
export type DossierMessage =
  | { readonly type: 'dossier.submitted'; readonly envelope: Envelope; readonly data: DossierSubmitted }
  | { readonly type: 'dossier.status-changed'; readonly envelope: Envelope; readonly data: DossierStatusChanged };

const ajv = new Ajv2020({ strict: true, validateFormats: true, formats: { 'agency-code': isAgencyCode } });
addFormats(ajv, ['date-time', 'email']);
const submitted = ajv.compile<DossierSubmitted>(submittedSchema);
const statusChanged = ajv.compile<DossierStatusChanged>(statusChangedSchema);

/** Throws `dossier.shape` with the JSON pointer of the first wrong field, or `type.unknown`. */
export function readDossierMessage(envelope: Envelope, data: unknown): DossierMessage {
  switch (envelope.type) {
    case 'dossier.submitted':
      return { type: envelope.type, envelope, data: shaped(submitted, data) };
    case 'dossier.status-changed':
      return { type: envelope.type, envelope, data: shaped(statusChanged, data) };
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

function shaped<T>(check: ValidateFunction<T>, data: unknown): T {
  if (check(data)) return data;
  const [error] = check.errors ?? [];
  const params = (error?.params ?? {}) as { missingProperty?: string; additionalProperty?: string };
  const name = params.missingProperty ?? known(params.additionalProperty);
  throw refuse('dossier.shape', { field: `${error?.instancePath ?? ''}${name ? `/${name}` : ''}`, rule: error?.keyword ?? 'type' });
}

/** A sender's own property name is repeated only when it can hold nothing but a name. */
const known = (name: string | undefined) => (name && /^[A-Za-z_]{1,40}$/.test(name) ? name : undefined);
