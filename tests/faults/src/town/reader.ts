import { Client, type QueryResultRow } from 'pg';

/** Reads PostgreSQL as an outsider, over a connection of its own each time: the server may have been killed since. */
export const readerOf =
  (url: string) =>
  async <Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, options: '-c search_path=hub' });
    client.on('error', () => undefined); // the query itself rejects
    await client.connect();
    try {
      return (await client.query<Row>(sql, [...values])).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
