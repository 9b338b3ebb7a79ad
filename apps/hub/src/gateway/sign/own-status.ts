import type { RevocationService } from '@lienthong/authority';
import { type Certificate, type RevocationStatus, checkRevocation, needsOf, validatePath } from '@lienthong/trust';
import type { GatewayRules } from '../rules';

const patienceMs = 5_000;
const unknown: RevocationStatus = { status: 'unknown', source: 'none' };

/** Whether a certificate that signs here, or one above it, is revoked. Where nobody can tell it is `unknown`. */
export const ownStatus =
  (rules: Pick<GatewayRules, 'current'>, revocation: RevocationService, clock: () => Date) =>
  async ([leaf, ...issuers]: readonly Certificate[]): Promise<RevocationStatus> => {
    const now = clock();
    try {
      const { anchors } = await rules.current();
      if (!leaf) return unknown;
      const path = validatePath(leaf, issuers, anchors, now);
      await revocation.fetchMissing(needsOf(path), patienceMs);
      const statuses = checkRevocation(path, revocation, now);
      return statuses.find(({ status }) => status === 'revoked') ?? statuses[0] ?? unknown;
    } catch {
      return unknown; // without a path or rules nobody can be asked; verifiers will say so of the signature
    }
  };
