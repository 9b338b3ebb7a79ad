/** Eight octets, positive, as long in DER as in memory. */
export function positiveSerial(random: (bytes: number) => Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(random(8));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}
