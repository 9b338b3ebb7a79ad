import { TrustError } from '../model';

/** What a signature time stamp of a compact JAdES has to be over: its signature in base64url (ETSI TS 119 182-1 §5.3.4). */
export const jadesStampInput = (jws: string): Uint8Array => Buffer.from(partsOf(jws)[2], 'latin1');

/**
 * Raises a compact JAdES B-B to B-T: flattened JSON with the token in etsiU. The token must have been verified over `jadesStampInput`; it is
 * put in as it is.
 * @throws TrustError `jws-malformed`
 */
export function addJadesTimestamp(jws: string, token: Uint8Array): string {
  const [encodedHeader, payload, signature] = partsOf(jws);
  const property = { sigTst: { tstTokens: [{ val: Buffer.from(token).toString('base64') }] } };
  const etsiU = [Buffer.from(JSON.stringify(property)).toString('base64url')];
  return JSON.stringify({ ...(payload !== '' && { payload }), protected: encodedHeader, header: { etsiU }, signature });
}

function partsOf(jws: string): readonly [string, string, string] {
  const [encodedHeader, payload, signature, ...rest] = jws.split('.');
  if (!encodedHeader || payload === undefined || !signature || rest.length > 0)
    throw new TrustError('jws-malformed', 'reading compact JWS: not three parts');
  return [encodedHeader, payload, signature];
}
