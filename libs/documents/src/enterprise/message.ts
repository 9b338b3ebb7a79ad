import { type Envelope, refuse } from '@lienthong/message';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020';
import { compiledOnce, shaped } from '../shaped';
import type { EnterpriseDetails, EnterpriseEvent, EnterpriseLookup } from './model';
import { detailsSchema, eventSchema, lookupSchema } from './schema';

/** A message of version `enterprise/1` whose data has the right shape. */
export type EnterpriseMessage =
  | { readonly type: 'enterprise.registered' | 'enterprise.changed'; readonly envelope: Envelope; readonly data: EnterpriseEvent }
  | { readonly type: 'enterprise.lookup'; readonly envelope: Envelope; readonly data: EnterpriseLookup }
  | { readonly type: 'enterprise.details'; readonly envelope: Envelope; readonly data: EnterpriseDetails };

export const enterpriseTypes = ['enterprise.registered', 'enterprise.changed', 'enterprise.lookup', 'enterprise.details'] as const;

const ajv = new Ajv2020({ strict: true, validateFormats: true });
addFormats(ajv, ['date-time']);
const event = compiledOnce(() => ajv.compile<EnterpriseEvent>(eventSchema));
const lookup = compiledOnce(() => ajv.compile<EnterpriseLookup>(lookupSchema));
const details = compiledOnce(() => ajv.compile<EnterpriseDetails>(detailsSchema));

/** Throws `enterprise.shape` with the JSON pointer of the first wrong field, or `type.unknown`. */
export function readEnterpriseMessage(envelope: Envelope, data: unknown): EnterpriseMessage {
  const { type } = envelope;
  switch (type) {
    case 'enterprise.registered':
    case 'enterprise.changed':
      return { type, envelope, data: shaped(event, data, 'enterprise.shape') };
    case 'enterprise.lookup':
      return { type, envelope, data: shaped(lookup, data, 'enterprise.shape') };
    case 'enterprise.details':
      return { type, envelope, data: shaped(details, data, 'enterprise.shape') };
    default:
      throw refuse('type.unknown', { field: 'type' });
  }
}

/** The code that a message is about, with the JSON pointer of it. */
export function codeIn(message: EnterpriseMessage): { readonly field: string; readonly code: string } {
  if (message.type === 'enterprise.lookup' || message.type === 'enterprise.details') return { field: '/code', code: message.data.code };
  return { field: '/enterprise/code', code: message.data.enterprise.code };
}
