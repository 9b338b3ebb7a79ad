import { algorithmFault, weaknessesOf } from './algorithm';
import { authoritySigning, basicConstraintsFault } from './basic-constraints';
import { type Chain, type Fault, faultOf, firstFault } from './chain';
import { criticalExtensionFault } from './critical-extensions';
import { purposeFault } from './extended-key-usage';
import { keyUsageFault } from './key-usage';
import { nameConstraintsFault } from './name-constraints';
import { pathLengthsFault } from './path-length';
import { processPolicies } from './policies';
import { keyIdentifiersFault, profileFault } from './profile';
import { isSignedBy } from './signature';
import { trustSpanFault, validityFault } from './validity';

/** One rule over a whole chain, by the code of its check. */
export interface Step {
  readonly code: string;
  readonly fault: (chain: Chain) => Fault | undefined;
  /** What was looked at, for those who read the verdict. */
  readonly facts?: (chain: Chain) => Readonly<Record<string, string>>;
  /** What passed all the same and people should know. */
  readonly warning?: (chain: Chain) => Readonly<Record<string, string>> | undefined;
}

/** In the order of RFC 5280 §6.1.3, §6.1.4 and §6.1.5; then what the profile and the purpose ask beyond. */
export const steps: readonly Step[] = [
  {
    code: 'path.algorithm',
    fault: (chain) => firstFault(chain, (certificate, role) => algorithmFault(certificate, role, chain.options.policy ?? 'standard')),
    warning: (chain) => {
      const weak = weaknessesOf(chain);
      return weak === undefined ? undefined : { weak };
    },
  },
  { code: 'path.signature', fault: signatureFault },
  {
    code: 'path.validity',
    fault: (chain) => firstFault(chain, (certificate) => validityFault(certificate, chain.at)),
    facts: ({ at }) => ({ at: at.toISOString() }),
  },
  { code: 'path.trust-span', fault: ({ anchor, at }) => trustSpanFault(anchor, at), facts: ({ at }) => ({ at: at.toISOString() }) },
  { code: 'path.name-constraints', fault: nameConstraintsFault },
  {
    code: 'path.policies',
    fault: (chain) => processPolicies(chain).fault,
    facts: (chain) => ({ policies: processPolicies(chain).policies.join(' ') }),
  },
  {
    code: 'path.basic-constraints',
    fault: (chain) => firstFault(chain, (certificate, role) => basicConstraintsFault(certificate, role, chain.options)),
    warning: authoritySigning,
  },
  { code: 'path.length', fault: pathLengthsFault },
  { code: 'path.key-usage', fault: (chain) => firstFault(chain, (certificate, role) => keyUsageFault(certificate, role, chain.options)) },
  { code: 'path.critical-extension', fault: (chain) => firstFault(chain, criticalExtensionFault) },
  {
    code: 'path.profile',
    fault: (chain) =>
      firstFault(chain, (certificate, role) => profileFault(certificate, role, chain.options)) ?? keyIdentifiersFault(chain),
  },
  { code: 'path.purpose', fault: purposeFault },
];

/** §6.1.3 a 1, by each issuer's key; whether its algorithm is allowed was asked before. */
function signatureFault({ certificates }: Chain): Fault | undefined {
  for (let index = certificates.length - 2; index >= 0; index--) {
    const [issuer, certificate] = [certificates[index + 1], certificates[index]];
    if (issuer && certificate && !isSignedBy(certificate, issuer, 'legacy'))
      return faultOf('path-untrusted', 'not signed by the key of its issuer', certificate);
  }
  return undefined;
}
