import { CertificationRequest, type PublicKeyInfo } from 'pkijs';
import { engine } from './engine';
import { copy } from './extensions';
import { ders } from './pem';

/** What was handed in is no request for a certificate, or not by the holder of its key. */
export class RequestRefused extends Error {}

interface CertificateRequest {
  readonly commonName: string;
  readonly publicKey: PublicKeyInfo;
}

const commonNameOid = '2.5.4.3';

/** PEM or DER. Throws `RequestRefused`. */
export async function readRequest(bytes: Uint8Array): Promise<CertificateRequest> {
  const request = parse(bytes);
  const isOwn = await request.verify(engine).catch(() => false);
  if (!isOwn) throw new RequestRefused('the request is not signed with the key that it names');
  const named = request.subject.typesAndValues.find(({ type }) => type === commonNameOid);
  const text: unknown = named?.value.valueBlock.value; // whoever asks may have put anything there
  const commonName = typeof text === 'string' ? text.trim() : '';
  if (commonName === '' || commonName.length > 64) throw new RequestRefused('name its holder in CN, 1 to 64 characters');
  return { commonName, publicKey: request.subjectPublicKeyInfo };
}

function parse(bytes: Uint8Array): CertificationRequest {
  const [der] = ders(Buffer.from(bytes).toString('latin1'));
  try {
    return CertificationRequest.fromBER(copy(der ?? bytes));
  } catch {
    throw new RequestRefused('not a request for a certificate (PKCS#10)');
  }
}
