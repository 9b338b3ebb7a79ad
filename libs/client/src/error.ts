import { type ErrorCode, explain } from '@lienthong/message';

/** What is told of a failure beside its code. */
export interface Told {
  readonly title: string;
  /** The one next action. */
  readonly detail: string;
  /** Of the HTTP answer, if there was one. */
  readonly status?: number;
  /** Name of the member or limit that it is about. */
  readonly where?: string;
  readonly facts?: Readonly<Record<string, string>>;
}

/** Every failure of this library: a refusal of the gateway under the gateway's own code, or one of `client.*`. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly title: string;
  readonly detail: string;
  readonly status: number | undefined;
  readonly where: string | undefined;
  readonly facts: Readonly<Record<string, string>>;

  constructor(
    /** Stable: `docs/errors.md`. */
    readonly code: string,
    { title, detail, status, where, facts = {} }: Told,
    options?: { cause?: unknown },
  ) {
    super(`${code}: ${title}${where === undefined ? '' : ` (${where})`}`, options);
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.where = where;
    this.facts = facts;
  }
}

export type Language = 'vi' | 'en';
type OwnCode = Extract<ErrorCode, `client.${string}`>;

export function ownError(code: OwnCode, language: Language, facts: Told['facts'] = {}, cause?: unknown): ClientError {
  const { [language]: title, next } = explain(code);
  return new ClientError(code, { title, detail: next[language], facts }, { cause });
}
