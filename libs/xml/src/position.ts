/** Both count from 1; columns in characters (code points). */
export interface XmlPosition {
  readonly line: number;
  readonly column: number;
}

/** Where an offset (UTF-16 units) into a text is for a person with an editor; CRLF is one line end. */
export function positionOf(text: string, at: number): XmlPosition {
  let [line, start] = [1, 0];
  for (let i = 0; i < at && i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 0x0a && (unit !== 0x0d || text.charCodeAt(i + 1) === 0x0a)) continue;
    line++;
    start = i + 1;
  }
  let column = 1;
  for (let i = start; i < at && i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) !== 0xdc00) column++;
  return { line, column };
}
