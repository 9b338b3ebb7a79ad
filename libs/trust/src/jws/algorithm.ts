import type { SigningAlgorithm } from '../keys/algorithm';

/** What the messages of the hub may be signed with; files may use all that `SigningAlgorithm` names. */
export const jwsAlgorithms = ['RS256', 'PS256', 'ES256'] as const satisfies readonly SigningAlgorithm[];
export type JwsAlgorithm = (typeof jwsAlgorithms)[number];
