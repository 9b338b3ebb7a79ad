import { type Certificate, parseCertificate, type Signer, type SigningAlgorithm, TrustError, usualAlgorithm } from '@lienthong/trust';

import { AuthorityError } from '../../error';
import { chainFrom } from '../chain';
import { type Circumstances, proveSigner } from '../prove';
import { goesWith, instructionsFor } from './mechanism';
import { Pkcs11Pool } from './pool';
import type { FoundKey, Opening } from './protocol';

export interface Pkcs11Source extends Omit<Opening, 'sessions'> {
  /** Of the key, leaf first; those on the token unless given. */
  readonly certificates?: readonly Certificate[];
  /** PKCS#1 v1.5 with SHA-256, or the curve's own, unless told. */
  readonly algorithm?: SigningAlgorithm;
  /** Signatures at once, each in a session of its own; 4 unless told, 16 at most. */
  readonly sessions?: number;
  /** From the call of `sign` to its answer or its error; 10 s unless told. */
  readonly deadlineMs?: number;
  /** For the module to start; 30 s unless told. */
  readonly patienceMs?: number;
  /** Pauses between attempts to get a lost token back; the last one repeats. */
  readonly backOffMs?: readonly number[];
  /** The whole environment of the module: `SOFTHSM2_CONF`, `ChrystokiConfigurationPath`, … */
  readonly environment?: Readonly<Record<string, string>>;
  /** Compiled `module-process`, where it is not beside this file. */
  readonly processFile?: string;
}

const maxSessions = 16;

/**
 * Signer with a key on a PKCS#11 token (v2.40). The module runs in a process of its own, so that nothing of ours waits for it or falls with it.
 * A token or module that goes away is taken back with a new start of the module, then with a new process; signatures wait for it until their
 * deadline. A wrong PIN is shown to the token once in the life of our process. Throws `signer-token-missing`, `-token-locked`, `-pin-wrong`,
 * `-key-missing`, `signer-mismatch`, `signer-unavailable`, or as `proveSigner`.
 */
export async function openPkcs11(source: Pkcs11Source, circumstances: Circumstances): Promise<Signer> {
  const { module, token, key, pin, sessions = 4, deadlineMs = 10_000, patienceMs = 30_000, backOffMs = [200, 1000, 5000, 10_000] } = source;
  const pool = new Pkcs11Pool({
    opening: { module, token, key, pin, sessions: Math.min(Math.max(sessions, 1), maxSessions) },
    process: { file: source.processFile ?? require.resolve('./module-process'), environment: source.environment ?? {} },
    ...{ deadlineMs, patienceMs, backOffMs },
  });
  try {
    const found = await pool.open();
    const certificateChain = source.certificates ?? chainOf(found);
    const algorithm = source.algorithm ?? algorithmOf(certificateChain);
    if (found.type !== undefined && !goesWith(algorithm, found.type)) throw mismatch(`the key on the token is not one for ${algorithm}`);
    return await proveSigner(signerOn(pool, certificateChain, algorithm), circumstances);
  } catch (error) {
    await pool.close();
    throw error;
  }
}

function signerOn(pool: Pkcs11Pool, certificateChain: readonly Certificate[], algorithm: SigningAlgorithm): Signer {
  return {
    certificateChain,
    algorithm,
    sign: (data) => {
      const { mechanism, data: input } = instructionsFor(algorithm, data);
      return pool.sign(mechanism, input);
    },
    close: () => pool.close(),
  };
}

function chainOf({ own, others }: FoundKey): Certificate[] {
  const [leaf] = own.flatMap(read);
  if (leaf === undefined) throw mismatch('the token has no certificate with the id of the key; name a file with it');
  return chainFrom(leaf, others.flatMap(read));
}

/** Whatever else lies on the token does no harm. */
function read(der: Uint8Array): Certificate[] {
  try {
    return [parseCertificate(der)];
  } catch (error) {
    if (error instanceof TrustError) return [];
    throw error;
  }
}

function algorithmOf([leaf]: readonly Certificate[]): SigningAlgorithm {
  const algorithm = leaf && usualAlgorithm(leaf.publicKey);
  if (algorithm === undefined) throw mismatch('no certificate of its key, or one for no algorithm that signs here');
  return algorithm;
}

const mismatch = (reason: string): AuthorityError => new AuthorityError('signer-mismatch', `opening PKCS#11: ${reason}`);
