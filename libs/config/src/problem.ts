import { catalogue, type ErrorCode } from '@lienthong/message';

export type ProblemCode = Extract<ErrorCode, `config.${string}`>;

/** Where in the configuration: file relative to its folder, line and column from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing to correct before the hub can start. */
export interface Problem extends Place {
  readonly code: ProblemCode;
  readonly vi: string;
  readonly en: string;
}

export interface Words {
  readonly vi: string;
  readonly en: string;
}

export function problem(code: ProblemCode, place: Place, detail: Words): Problem {
  return { ...place, code, vi: `${catalogue[code].vi}: ${detail.vi}`, en: `${catalogue[code].en}: ${detail.en}` };
}

export const quoted = (cause: unknown): Words => {
  const words = cause instanceof Error ? cause.message : String(cause);
  return { vi: words, en: words };
};
