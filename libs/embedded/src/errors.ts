/** One sentence for people, in both languages of the console. It names the place and says what to do. */
export interface Sentence {
  readonly vi: string;
  readonly en: string;
}

/** All of them; they stand in the product's catalogue, which this library may not import. */
export const embeddedErrorCodes = [
  'embedded.port-busy',
  'embedded.java-missing',
  'embedded.java-old',
  'embedded.maven-missing',
  'embedded.fetch-failed',
  'embedded.disk-full',
  'embedded.already-running',
  'embedded.folder-closed',
  'embedded.binaries-missing',
  'embedded.user-name',
  'embedded.did-not-start',
] as const;

export type EmbeddedErrorCode = (typeof embeddedErrorCodes)[number];

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
