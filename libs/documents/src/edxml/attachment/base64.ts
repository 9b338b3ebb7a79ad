const [alphabet, padding, blank] = [1, 2, 3];
const classes = new Uint8Array(128);
for (const unit of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')) classes[unit] = alphabet;
for (const unit of Buffer.from(' \t\r\n')) classes[unit] = blank;
classes[0x3d] = padding;

/** Octets of base64 (RFC 4648 §4) that may be broken into lines; anything else in it, or a wrong length, is `undefined`. */
export function decodeBase64(text: string): Buffer | undefined {
  let [count, padded] = [0, 0];
  for (let i = 0, { length } = text; i < length; i++) {
    const found = classes[text.charCodeAt(i)];
    if (found === alphabet && padded === 0) count++;
    else if (found === padding) padded++;
    else if (found !== blank) return undefined;
  }
  const tail = count % 4;
  if (tail === 1 || padded > 2 || (padded > 0 && tail + padded !== 4)) return undefined;
  return Buffer.from(text, 'base64');
}
