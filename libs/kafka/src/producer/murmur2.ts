/**
 * MurmurHash2 (32 bit, seed 0x9747b28c) as Kafka's default partitioner applies it to the key's bytes; a signed 32-bit result.
 * Source: Austin Appleby's public-domain algorithm; parameters as in org.apache.kafka.common.utils.Utils.
 */
export function murmur2(data: Uint8Array): number {
  const m = 0x5bd1e995;
  const words = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const whole = data.length & ~3;
  let h = 0x9747b28c ^ data.length;
  for (let i = 0; i < whole; i += 4) {
    let k = Math.imul(words.getInt32(i, true), m);
    k = Math.imul(k ^ (k >>> 24), m);
    h = Math.imul(h, m) ^ k;
  }
  if (whole < data.length) {
    for (let i = data.length - 1; i >= whole; i--) h ^= words.getUint8(i) << (8 * (i - whole));
    h = Math.imul(h, m);
  }
  h = Math.imul(h ^ (h >>> 13), m);
  return (h ^ (h >>> 15)) | 0;
}

/** Partition of a key: the same one that Kafka's own clients choose. */
export const partitionOf = (key: string, partitions: number): number => (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
