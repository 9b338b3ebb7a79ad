import type { SigningAct } from '@lienthong/message';
import type { Pool } from 'pg';
import { metadataOf } from '../ledger/acts';

/** Everything the ledger holds for the receipt of one act of signing. */
export interface ActEvidence {
  /** UUID. */
  readonly act: string;
  /** What the leaf commits to, and the salt that opens it. */
  readonly metadata: Uint8Array;
  readonly salt: Buffer;
  readonly leaf: { readonly index: number; readonly kind: string; readonly text: Buffer };
}

type Row = Omit<SigningAct, 'signedAt' | 'rulesVersion'> & {
  readonly signed_at: Date;
  readonly salt: Buffer;
  readonly index: string;
  readonly kind: string;
  readonly text: Buffer;
};

/** The act with this id, if its leaf is below `size`. */
export async function readActEvidence(pool: Pool, size: number, act: string): Promise<ActEvidence | undefined> {
  const { rows } = await pool.query<Row>(
    `SELECT a.*, l.index, l.kind, l.text FROM signing_act a JOIN leaf l ON l.id = a.id WHERE a.id = $1 AND l.index < $2`,
    [act, size],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { salt, index, kind, text, signed_at: signedAt } = row;
  return { act: row.id, metadata: metadataOf(actIn(row, signedAt)), salt, leaf: { index: Number(index), kind, text } };
}

const actIn = ({ id, party, caller, key, certificate, format, level, content, signature }: Row, signedAt: Date) => ({
  ...{ id, party, caller, key, certificate, format, level, content, signature, signedAt },
});
