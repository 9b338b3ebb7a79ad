import type { SigningAlgorithm } from './algorithm';

type Digest = 'sha256' | 'sha384' | 'sha512';

/** The same algorithms in the words of CMS and XML. */
export type FileAlgorithm = `${'rsa' | 'rsa-pss' | 'ecdsa'}-${Digest}` | 'eddsa-ed25519';

const families = { RS: 'rsa', PS: 'rsa-pss', ES: 'ecdsa' } as const;

export function fileAlgorithm(algorithm: SigningAlgorithm): FileAlgorithm {
  if (algorithm === 'EdDSA') return 'eddsa-ed25519';
  return `${families[algorithm.slice(0, 2) as keyof typeof families]}-sha${algorithm.slice(2) as '256' | '384' | '512'}`;
}
