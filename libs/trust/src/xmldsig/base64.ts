/** Bytes of a base64Binary (XML Schema part 2 §3.2.16): blanks anywhere, otherwise its only canonical form; `undefined` for any other text. */
export function decodeBase64(text: string): Buffer | undefined {
  const digits = /[ \t\r\n]/.test(text) ? text.replace(/[ \t\r\n]+/g, '') : text;
  const bytes = Buffer.from(digits, 'base64');
  return bytes.toString('base64') === digits ? bytes : undefined;
}
