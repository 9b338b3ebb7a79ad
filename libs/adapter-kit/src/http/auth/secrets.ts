/** Reads a secret once and again after `forget`: a file that was replaced counts from the next refusal on. */
export function remembered<T>(read: () => Promise<T>): { get(): Promise<T>; forget(): void } {
  let value: Promise<T> | undefined;
  return {
    get: () =>
      (value ??= read().catch((cause: unknown) => {
        value = undefined;
        throw cause;
      })),
    forget: () => (value = undefined),
  };
}
