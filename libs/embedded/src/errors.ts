/** One sentence for people, in both languages of the console. It names the place and says what to do. */
export interface Sentence {
  readonly vi: string;
  readonly en: string;
}

export type EmbeddedErrorCode =
  | 'port-busy'
  | 'java-missing'
  | 'java-old'
  | 'maven-missing'
  | 'fetch-failed'
  | 'disk-full'
  | 'already-running'
  | 'folder-closed'
  | 'binaries-missing'
  | 'user-name'
  | 'did-not-start';

/** Why an embedded service could not be prepared or started; `message` is the English sentence. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';

  constructor(
    readonly code: EmbeddedErrorCode,
    readonly sentence: Sentence,
    options?: { cause?: unknown },
  ) {
    super(`${code}: ${sentence.en}`, options);
  }
}
