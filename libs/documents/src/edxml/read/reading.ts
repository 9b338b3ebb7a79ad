import { type ErrorCode, type Failure, refuse } from '@lienthong/message';
import { positionOf, type XmlDocument, type XmlElement } from '@lienthong/xml';

/** One message while it is read: where each field stands, so that a rule that reads values only can still say where. */
export class Reading {
  private readonly places = new Map<string, number>();

  constructor(readonly document: XmlDocument) {}

  note(field: string, element: XmlElement): void {
    this.places.set(field, element.start);
  }

  /** `field`: path of elements below the header, `MessageHeader/To[2]/OrganId`; its place is that of the nearest element that is there. */
  wrong(code: ErrorCode, field: string, detail: Readonly<Record<string, string>> = {}): Failure {
    return this.wrongAt(code, field, this.placeOf(field), detail);
  }

  /** `at`: offset into the text, in UTF-16 units. */
  wrongAt(code: ErrorCode, field: string, at: number, detail: Readonly<Record<string, string>> = {}): Failure {
    const { line, column } = positionOf(this.document.text, at);
    return refuse(code, { field, ...detail, line: String(line), column: String(column) });
  }

  private placeOf(field: string): number {
    for (let path = field; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
      const place = this.places.get(path);
      if (place !== undefined) return place;
    }
    return this.document.root.start;
  }
}
