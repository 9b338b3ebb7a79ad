import type { Town } from '../../model';

async function count({ query }: Town, what: string, values: readonly unknown[] = []): Promise<number> {
  return (await query<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`, values))[0]?.n ?? 0;
}

export const delivered = (town: Town): Promise<number> => count(town, `delivery WHERE state = 'delivered'`);

export const deliveredBy = (town: Town, connector: string): Promise<number> =>
  count(town, `delivery WHERE state = 'delivered' AND connector = $1`, [connector]);

export const recorded = (town: Town): Promise<number> => count(town, `message WHERE outcome = 'recorded'`);

/** Of what came in over this connector. */
export const decidedOf = (town: Town, connector: string): Promise<number> => count(town, 'message WHERE connector = $1', [connector]);

export const parkedFor = (town: Town, code: string): Promise<number> => count(town, 'parked WHERE code = $1', [code]);
