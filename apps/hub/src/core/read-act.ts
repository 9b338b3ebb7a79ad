import { type ConsumedRecord, zoneOf } from '@lienthong/kafka';
import { type SigningAct, decodeAct, isActKey } from '@lienthong/message';
import type { Handed } from '@lienthong/pipeline';
import type { PlacedAct } from '@lienthong/store';
import { signingFormats } from '@lienthong/trust';
import { validate as isUuid } from 'uuid';
import { gatewayZone } from '../zones';

/** Nobody but the gateway may write to its topic: that is what proves who tells of an act. */
export const tellsOfAct = ({ topic, key }: ConsumedRecord): boolean => zoneOf(topic) === gatewayZone && isActKey(key);

/** An act of signing as the gateway wrote it, or `undefined` when it is not one that the ledger can hold. Never throws. */
export function readAct({ acceptedAt, value }: Pick<Handed, 'acceptedAt' | 'value'>): PlacedAct | undefined {
  const act = decoded(value);
  const id = idIn(act);
  return act && id !== undefined && isWhole(act) ? { ...act, id, acceptedAt } : undefined;
}

/** The id of an act, as far as it can be read. Never throws. */
export const readActId = (value: Uint8Array): string | undefined => idIn(decoded(value));

const idIn = (act: SigningAct | undefined): string | undefined => (act && isUuid(act.id) ? act.id.toLowerCase() : undefined);

function decoded(value: Uint8Array): SigningAct | undefined {
  try {
    return decodeAct(value);
  } catch {
    return undefined;
  }
}

const levels: readonly string[] = ['B-B', 'B-T'];

const isWhole = ({ party, key, format, level, caller, certificate, content, signature, signedAt }: SigningAct): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(party) &&
  /^[a-z][a-z0-9-]{0,62}$/.test(key) &&
  (signingFormats as readonly string[]).includes(format) &&
  levels.includes(level) &&
  [caller, certificate, content, signature].every(({ length }) => length === 32) &&
  signedAt.getTime() > 0;
