import { AuthorityError } from '@lienthong/authority';
import type { SignedHead, TreeHead } from '@lienthong/evidence';
import type { ErrorCode } from '@lienthong/message';
import type { SignerState } from '@lienthong/store';
import type { Certificate } from '@lienthong/trust';

export interface SigningParts {
  readonly sign: (head: TreeHead) => Promise<SignedHead>;
  readonly certificate: Certificate | undefined;
  /** Tells the other roles; called when it changes, and with `repeat`. */
  readonly tell: (state: SignerState) => Promise<void>;
  readonly now: () => Date;
}

/** Signs heads, and knows whether that works: "can sign now" of the status. */
export class Signing {
  private problem: ErrorCode | '' = '';

  constructor(private readonly parts: SigningParts) {}

  readonly sign = async (head: TreeHead): Promise<SignedHead> => {
    try {
      const signed = await this.parts.sign(head);
      await this.learn('');
      return signed;
    } catch (error) {
      await this.learn(problemOf(error));
      throw error;
    }
  };

  /** An end of validity is known before anything is to be signed. */
  repeat(): Promise<void> {
    return this.parts.tell(stateOf(this.parts.certificate, this.problem, this.parts.now()));
  }

  private async learn(problem: ErrorCode | ''): Promise<void> {
    if (problem === this.problem) return;
    this.problem = problem;
    await this.repeat().catch(() => undefined); // the next repetition tells it
  }
}

/** Nothing else can go wrong between a head and its signatures. */
export const problemOf = (error: unknown): ErrorCode =>
  error instanceof AuthorityError ? `authority.${error.code}` : 'authority.signer-unavailable';

export function stateOf(certificate: Certificate | undefined, problem: ErrorCode | '', now: Date): SignerState {
  const outside = certificate && (now < certificate.notBefore || now > certificate.notAfter);
  return {
    code: outside ? 'authority.signer-certificate-expired' : problem,
    certificate: certificate?.fingerprint ?? '',
    notAfter: certificate?.notAfter ?? null,
  };
}
