/** Facts are structured fields without personal data or payloads; words are one plain sentence. */
export interface Log {
  info(facts: Readonly<Record<string, unknown>>, words: string): void;
  warn(facts: Readonly<Record<string, unknown>>, words: string): void;
  error(facts: Readonly<Record<string, unknown>>, words: string): void;
}
