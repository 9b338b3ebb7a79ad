import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { type Certificate, parsePem, type Signer, schemeOf, signJws, usualAlgorithm } from '@lienthong/trust';
import { type Language, ownError } from './error';
import type { CloudEvent } from './event';

/** Texts in PEM. */
export interface PemCredentials {
  /** One's own certificate first, then its issuers without the root. */
  readonly certificate: string;
  readonly key: string;
  readonly passphrase?: string;
}

/** Signs messages; a key in a token or HSM is brought along by an implementation of one's own. */
export type MessageSigner = Pick<Signer, 'certificateChain' | 'algorithm' | 'sign'>;

/** Bytes and a signature over just these: stored before they are sent, they can be sent again and again. */
export interface SignedMessage {
  readonly id: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Detached JWS with unencoded payload (RFC 7797): `<protected>..<signature>`. */
  readonly jws: string;
}

/** @throws ClientError `client.credentials` */
export function pemSigner({ certificate, key, passphrase }: PemCredentials, language: Language = 'en'): MessageSigner {
  const [certificateChain, privateKey] = read(language, () => [
    parsePem(certificate),
    createPrivateKey({ key, format: 'pem', ...(passphrase !== undefined && { passphrase }) }),
  ]);
  const algorithm = usualAlgorithm(privateKey);
  if (algorithm === undefined) throw ownError('client.credentials', language, { key: privateKey.asymmetricKeyType ?? 'unknown' });
  const { digest, options } = schemeOf(algorithm);
  return { certificateChain, algorithm, sign: async (data) => sign(digest ?? null, data, { key: privateKey, ...options }) };
}

/** The event as bytes, and the signature over them. @throws ClientError `client.credentials` when the key is not the certificate's */
export async function signEvent(event: CloudEvent, signer: MessageSigner, language: Language = 'en'): Promise<SignedMessage> {
  const body = Buffer.from(JSON.stringify(event));
  try {
    return { id: event.id, contentType: 'application/cloudevents+json; charset=utf-8', body, jws: await signJws(body, signer) };
  } catch (cause) {
    throw ownError('client.credentials', language, {}, cause);
  }
}

function read(language: Language, work: () => [readonly Certificate[], KeyObject]): [readonly Certificate[], KeyObject] {
  try {
    return work();
  } catch (cause) {
    throw ownError('client.credentials', language, {}, cause);
  }
}
