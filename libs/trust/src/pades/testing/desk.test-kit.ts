import { Authority } from '../../cms/testing/authority.test-kit';
import { type FoundSignature, type ReadOptions, UnreadableError } from '../../verdict/found';
import { findPdfSignatures } from '../find';
import { Paper, type SigningWish, type Style } from './paper.test-kit';

/** Signers with keys by openssl, and how they sign papers. */
export class Desk {
  readonly city = new Authority();

  constructor() {
    this.city.issue('rsa', 'sub', 'leaf');
    this.city.issue('p256', 'sub', 'leaf', 'p256');
    this.city.issue('tsa', 'sub', 'tsa');
  }

  readonly cades: SigningWish = { contentsOf: (covered) => this.city.cms('rsa', covered, '-cades') };
  readonly stamp: SigningWish = { subFilter: 'ETSI.RFC3161', contentsOf: (covered) => this.city.token(covered) };

  certified(level: number): SigningWish {
    return {
      ...this.cades,
      more: `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P ${level} /V /1.2 >> >>]`,
      catalogue: '/Perms << /DocMDP # 0 R >>',
    };
  }

  signed(wish: SigningWish = this.cades, style: Style = 'table'): Paper {
    const paper = new Paper(style);
    paper.sign(wish);
    return paper;
  }
}

export const problems = ({ checks }: FoundSignature): string[] =>
  checks.filter(({ result }) => result !== 'passed').map(({ code, result }) => `${code} ${result}`);

export function refusal(bytes: Uint8Array, options?: ReadOptions): string {
  try {
    findPdfSignatures(bytes, options);
  } catch (error) {
    if (error instanceof UnreadableError) return `${error.kind} ${error.code}`;
    throw error;
  }
  return 'read';
}
