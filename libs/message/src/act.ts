import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import { SignatureActSchema } from './gen/lienthong/v1/signature_pb';

/** One act of signing: who had which key sign which bytes. Digests are SHA-256. */
export interface SigningAct {
  /** UUID. */
  readonly id: string;
  /** Code of the party that asked. */
  readonly party: string;
  /** Of the certificate that it asked with. */
  readonly caller: Uint8Array;
  /** Name of the key in the gateway's configuration. */
  readonly key: string;
  /** Of the certificate that the signature is by. */
  readonly certificate: Uint8Array;
  readonly format: string;
  readonly level: string;
  /** Of what was handed in. */
  readonly content: Uint8Array;
  /** Of the file that was handed out. */
  readonly signature: Uint8Array;
  readonly signedAt: Date;
  readonly rulesVersion: number;
}

const prefix = 'act:';

/** Keys of records tell acts from what connectors report of their deliveries. */
export const actKey = ({ id }: Pick<SigningAct, 'id'>): string => `${prefix}${id}`;
export const isActKey = (key: string): boolean => key.startsWith(prefix);

export function encodeAct({ caller, certificate, content, signature, signedAt, ...act }: SigningAct): Uint8Array {
  const digests = { callerSha256: caller, certificateSha256: certificate, contentSha256: content, signatureSha256: signature };
  return toBinary(SignatureActSchema, create(SignatureActSchema, { ...act, ...digests, signedAt: timestampFromDate(signedAt) }));
}

/** Throws for bytes that are no record of this kind; what stands in it is the caller's to check. */
export function decodeAct(value: Uint8Array): SigningAct {
  const { id, party, key, format, level, rulesVersion, signedAt, ...digests } = fromBinary(SignatureActSchema, value);
  const { callerSha256: caller, certificateSha256: certificate, contentSha256: content, signatureSha256: signature } = digests;
  const at = signedAt ? timestampDate(signedAt) : new Date(0);
  return { ...{ id, party, key, format, level, rulesVersion }, ...{ caller, certificate, content, signature, signedAt: at } };
}
