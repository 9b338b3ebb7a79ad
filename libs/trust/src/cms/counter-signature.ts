import { TrustError } from '../model';
import type { Check } from '../verdict/found';
import { DerReader } from '../x509/der';
import { allValues } from './attributes';
import { isFailed, passed, warning } from './check';
import { checkSigner, type SignerCase } from './check-signer';
import { contentOf } from './content';
import * as oids from './oids';
import { readSigner } from './signed-data';

const code = 'counter.signature';

/**
 * Signatures over this signature's value (RFC 5652 §11.4): told, with their mathematics, and nothing rests on them. They have no contentType.
 */
export function checkCounterSignatures({ cms, info, certificates, policy }: SignerCase): Check[] {
  return allValues(info.unsigned, oids.counterSignature).map((value) => {
    try {
      const counter = readSigner(new DerReader(value, 'cms-malformed', 'counter-signature'));
      const message = { ...cms, digestAlgorithms: [counter.digestAlgorithm] };
      const checked = checkSigner({ cms: message, info: counter, content: contentOf(info.signature), certificates, policy });
      const { signer, checks } = checked;
      const wrong = checks.filter((one) => one.code !== 'content.type').find((one) => isFailed(one) || one.result === 'unknown');
      if (wrong || !signer) return warning(code, wrong?.facts['reason'] ?? 'no certificate');
      return passed(code, { certificate: signer.fingerprint, subject: signer.subject });
    } catch (error) {
      if (error instanceof TrustError) return warning(code, error.message);
      throw error;
    }
  });
}
