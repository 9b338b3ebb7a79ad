import { EvidenceError } from '../error';
import { base64, readBase64, readCount } from '../text/values';

const format = 'c2sp.org/tlog-proof@v1';

/** C2SP tlog-proof: where an entry is in which signed tree. */
export interface LogProof {
  readonly index: number;
  /** From the leaf's sibling up. */
  readonly hashes: readonly Uint8Array[];
  /** The signed note, byte for byte. */
  readonly checkpointNote: string;
}

export function formatProof(proof: LogProof): string {
  return [format, `index ${proof.index}`, ...proof.hashes.map(base64), '', proof.checkpointNote].join('\n');
}

/** Throws `evidence.malformed`. An `extra` line is allowed and passed over: nothing vouches for it. */
export function parseProof(text: string): LogProof {
  const end = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  if (first !== format) throw new EvidenceError('evidence.malformed', `reading a proof: not ${format}`);
  if (lines[0]?.startsWith('extra ')) readBase64(lines.shift()?.slice(6) ?? '', 'the extra line');
  const index = /^index (\d+)$/.exec(lines.shift() ?? '')?.[1];
  if (index === undefined || lines.length > 64)
    throw new EvidenceError('evidence.malformed', 'reading a proof: no index, or too many hashes');
  const hashes = lines.map((line) => readBase64(line, 'a hash'));
  if (hashes.some((hash) => hash.length !== 32)) throw new EvidenceError('evidence.malformed', 'reading a proof: a hash is not a SHA-256');
  return { index: readCount(index, 'the index'), hashes, checkpointNote: text.slice(end + 2) };
}
