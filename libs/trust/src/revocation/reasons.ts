import type { RevocationReason } from '../model';

/** CRLReason by number (RFC 5280 §5.3.1); 7 is not used. */
const names: readonly (RevocationReason | 'removeFromCRL' | undefined)[] = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  undefined,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
];

/** `undefined` for a number that means nothing. */
export const reasonNamed = (code: number): RevocationReason | 'removeFromCRL' | undefined => names[code];

/** Bits of ReasonFlags that together are "all reasons" (§6.3.2); bit 0 is not used. */
export const allReasons: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8];
