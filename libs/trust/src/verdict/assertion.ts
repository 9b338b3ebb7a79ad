/**
 * What the ledger keeps in place of a verdict where the outside system does not sign: nobody proved who sent the message, a connector of the
 * hub says it, and only that connector's credential could write the record. Plain JSON that names nobody.
 */
export interface AssertionRecord {
  readonly form: 'lienthong/assertion/v1';
  /** The connector, and the zone whose credential wrote the record. */
  readonly assertedBy: string;
  readonly zone: string;
  /** ISO 8601: when Kafka took it. */
  readonly acceptedAt: string;
}

export interface Assertion {
  readonly record: AssertionRecord;
  /** `record` as JSON: the bytes of which the leaf holds the digest. */
  readonly text: string;
}

export function assertionOf(assertedBy: string, zone: string, acceptedAt: Date): Assertion {
  const record = { form: 'lienthong/assertion/v1', assertedBy, zone, acceptedAt: acceptedAt.toISOString() } as const;
  return { record, text: JSON.stringify(record) };
}

/** `undefined` for what is no such record: a verdict, say. */
export function readAssertion(value: unknown): AssertionRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { form, ...texts } = value as Readonly<Record<string, unknown>>;
  const isPlain = ['assertedBy', 'zone', 'acceptedAt'].every((name) => typeof texts[name] === 'string');
  return form === 'lienthong/assertion/v1' && isPlain ? (value as AssertionRecord) : undefined;
}
