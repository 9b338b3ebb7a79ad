import type { Pool } from 'pg';

/** What stands in the ledger under a party's own ids. */
export class SeenReader {
  constructor(private readonly pool: Pool) {}

  /** Digests of the content that was recorded under each identity, lower-case hex, aligned; one query for all. */
  async contents(identities: readonly { readonly party: string; readonly id: string }[]): Promise<(string | undefined)[]> {
    const { rows } = await this.pool.query<{ place: number; digest: string }>({
      name: 'seen-contents',
      text: `SELECT w.place::int AS place, encode(s.content_digest, 'hex') AS digest
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w (sender, message_id, place) JOIN seen s USING (sender, message_id)`,
      values: [identities.map(({ party }) => party), identities.map(({ id }) => id)],
    });
    const found = new Map(rows.map(({ place, digest }) => [place - 1, digest]));
    return identities.map((_, i) => found.get(i));
  }
}
