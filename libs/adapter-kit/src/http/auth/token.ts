/** A credential that wears out. */
export interface Token {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

export interface TokenHolder {
  /** The current token; one log-in at a time, however many ask. */
  current(): Promise<string>;
  /** Drops this token, and no newer one. */
  drop(value: string): void;
}

export function holdToken(obtain: () => Promise<Token>, now: () => Date): TokenHolder {
  let held: Token | undefined;
  let asking: Promise<Token> | undefined;
  return {
    async current() {
      if (held && now().getTime() < held.until) return held.value;
      asking ??= obtain().finally(() => (asking = undefined));
      held = await asking;
      return held.value;
    },
    drop(value) {
      if (held?.value === value) held = undefined;
    },
  };
}
