const [padding, blank, wrong] = [64, 65, 66];
const values = new Uint8Array(128).fill(wrong);
[...Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')].forEach((unit, i) => (values[unit] = i));
for (const unit of Buffer.from(' \t\r\n')) values[unit] = blank;
values[0x3d] = padding;

/**
 * Octets of base64 (RFC 4648 §4) that may be broken into lines; anything else in it, or a wrong length, is `undefined`. It is read where it
 * stands, from `from` to `to`: a copy of the text would be as large as the file again, and node's decoder makes one, and takes anything.
 */
export function decodeBase64(text: string, from = 0, to = text.length): Buffer | undefined {
  const out = Buffer.allocUnsafeSlow(Math.ceil(((to - from) * 3) / 4));
  let [at, bits, count, padded] = [0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const value = values[text.charCodeAt(i)] ?? wrong;
    if (value < padding && padded === 0) {
      bits = (bits << 6) | value;
      if ((++count & 3) === 0) {
        out[at] = bits >> 16;
        out[at + 1] = bits >> 8;
        out[at + 2] = bits;
        at += 3;
        bits = 0;
      }
    } else if (value === padding) padded++;
    else if (value !== blank) return undefined;
  }
  const tail = count & 3;
  if (tail === 1 || padded > 2 || (padded > 0 && tail + padded !== 4)) return undefined;
  if (tail > 1) out[at++] = bits >> (tail === 2 ? 4 : 10);
  if (tail === 3) out[at++] = bits >> 2;
  return out.subarray(0, at);
}
