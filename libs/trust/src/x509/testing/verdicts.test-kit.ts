import { TrustError, type TrustErrorCode } from '../../model';
import { explainPath } from '../explain';
import type { PathOptions } from '../options';
import { validatePath } from '../path';
import { type Made, make, type Wish } from './look-alike.test-kit';

export const at = new Date('2026-11-23T03:00:00Z');

export interface Setting {
  readonly leaf: Made;
  readonly others?: readonly Made[];
  readonly options?: PathOptions;
  readonly root?: Made;
}

/** `accepted`, or the code of the check that failed and that of the error; both ways of asking must agree. */
export function outcome({ leaf, others = [], options = {}, root: top = root }: Setting): string {
  const lists = [leaf.certificate, others.map(({ certificate }) => certificate), [{ certificate: top.certificate }], at] as const;
  const { checks, path } = explainPath(...lists, options);
  const refused = refusal(() => validatePath(...lists, options));
  if (refused === undefined) return path && checks.every(({ result }) => result !== 'failed') ? 'accepted' : 'they disagree';
  const failed = checks.find(({ result }) => result === 'failed')?.code ?? 'they disagree';
  return path ? 'they disagree' : `${failed} ${refused}`;
}

function refusal(act: () => unknown): TrustErrorCode | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof TrustError) return error.code;
    throw error;
  }
}

export const root = make({ subject: 'C=VN, CN=Root', ca: true });
export const ca = (subject: string, wish: Partial<Wish> = {}): Made => make({ subject, by: root, ca: true, ...wish });
export const signer = (by: Made, wish: Partial<Wish> = {}): Made => make({ subject: 'C=VN, CN=Signer', by, ...wish });
/** An authority of the same name, issued by itself. */
export const renewed = (by: Made, wish: Partial<Wish> = {}): Made => make({ subject: by.name, by, ca: true, ...wish });

/** A signer below one authority made with the wish. */
export function below(wish: Partial<Wish>, leaf: Partial<Wish> = {}): Setting {
  const sub = ca('C=VN, CN=Sub', wish);
  return { leaf: signer(sub, leaf), others: [sub] };
}

/** Authorities below each other, then the signer. */
export function line(wishes: readonly Partial<Wish>[], leaf: Partial<Wish> = {}): Setting {
  const others: Made[] = [];
  for (const [i, wish] of wishes.entries()) others.push(ca(`CN=Sub ${i}`, { by: others.at(-1) ?? root, ...wish }));
  return { leaf: signer(others.at(-1) ?? root, leaf), others };
}

export type Row = readonly [what: string, expected: string, setting: () => Setting];
export const accepted = 'accepted';
/** The check that fails for a rule that forbids the path. */
export const constraint = (code: string): string => `path.${code} path-constraint`;
