import type { KeyedSigner } from './desk.test-kit';

export type Header = Record<string, unknown>;

/** A JWS made by hand, so that anything can be tried: nothing here is checked, only signed. */
export interface Handmade {
  readonly encodedHeader: string;
  readonly payload: string;
  readonly signature: string;
  readonly compact: string;
}

export const encode = (value: string | Header): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

export const chainOf = ({ certificateChain }: KeyedSigner): string[] =>
  certificateChain.map(({ der }) => Buffer.from(der).toString('base64'));

/** `payload` is what stands between the dots. */
export async function handmade(signer: KeyedSigner, header: string | Header, payload: string | Buffer): Promise<Handmade> {
  const encodedHeader = encode(header);
  const octets = Buffer.from(payload);
  const signed = await signer.sign(Buffer.concat([Buffer.from(`${encodedHeader}.`), octets]));
  const signature = Buffer.from(signed).toString('base64url');
  return {
    encodedHeader,
    payload: octets.toString('utf8'),
    signature,
    compact: `${encodedHeader}.${octets.toString('utf8')}.${signature}`,
  };
}
