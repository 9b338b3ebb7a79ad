import { webcrypto } from 'node:crypto';
import * as asn1 from 'asn1js';
import { CryptoEngine, type CryptoEngineSignatureParams } from 'pkijs';

/** Names `sha256WithRSAEncryption` with the NULL parameters that RFC 4055 §5 demands; pkijs leaves them out. */
class AuthorityEngine extends CryptoEngine {
  override async getSignatureParameters(privateKey: webcrypto.CryptoKey, hashAlgorithm?: string): Promise<CryptoEngineSignatureParams> {
    const signature = await super.getSignatureParameters(privateKey, hashAlgorithm);
    if (privateKey.algorithm.name === 'RSASSA-PKCS1-v1_5') signature.signatureAlgorithm.algorithmParams = new asn1.Null();
    return signature;
  }
}

/** What everything of the city's authority is signed with. */
export const engine = new AuthorityEngine({ name: 'sandbox-authority', crypto: webcrypto });
