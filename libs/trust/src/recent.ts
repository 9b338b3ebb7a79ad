/** The most recently used values by their key, at most `limit` of them. */
export class Recent<Value> {
  private readonly values = new Map<string, Value>();
  /** Comparing with one long key costs less than hashing it. */
  private last: { readonly key: string; readonly value: Value } | undefined;

  constructor(private readonly limit: number) {}

  /** The value kept, or what `make` gives; what `make` throws is not kept. */
  get(key: string, make: () => Value): Value {
    if (this.last?.key === key) return this.last.value;
    const kept = this.values.get(key);
    const value = kept ?? make();
    if (kept !== undefined) this.values.delete(key);
    this.values.set(key, value);
    this.last = { key, value };
    if (this.values.size > this.limit) for (const oldest of this.values.keys()) return this.forget(oldest, value);
    return value;
  }

  private forget(oldest: string, value: Value): Value {
    this.values.delete(oldest);
    return value;
  }
}
