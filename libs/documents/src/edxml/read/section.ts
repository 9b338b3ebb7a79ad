import { childrenOf, plainTextOf, type XmlElement } from '@lienthong/xml';
import { isEdxmlNamespace, sameName } from '../names';
import type { Reading } from './reading';
import { dateIn, integerIn, isTrue, timestampIn, trimmed } from './values';

/** No value of the standard is longer; rules of their own say what is too long for one of them. */
const longest = 10_000;
const mostOfOne = 5_000;

/** An element that holds elements, found by name in any order. What nobody knows is passed over; what is there twice and belongs once is refused. */
export class Section {
  private readonly held: XmlElement[] = [];

  constructor(
    private readonly reading: Reading,
    readonly element: XmlElement,
    readonly field: string,
  ) {
    reading.note(field, element);
    const { text } = reading.document;
    for (const node of childrenOf(element)) {
      if (node.kind === 'element') {
        if (isEdxmlNamespace(node.namespace)) this.held.push(node);
      } else if (node.kind === 'instruction') throw reading.wrongAt('edxml.processing-instruction', field, node.start);
      else if (node.kind !== 'comment' && !/^[ \t\r\n]*$/.test(text.slice(node.start, node.end)))
        throw reading.wrongAt('edxml.structure', field, node.start);
    }
  }

  section(name: string): Section | undefined {
    const found = this.single(name);
    return found && new Section(this.reading, found, this.fieldOf(name));
  }

  required(name: string): Section {
    const found = this.section(name);
    if (!found) throw this.reading.wrong('edxml.missing', this.fieldOf(name));
    return found;
  }

  sections(name: string): Section[] {
    return this.all(name).map((one, i) => new Section(this.reading, one, `${this.fieldOf(name)}[${i + 1}]`));
  }

  /** `undefined` where it is missing or empty. */
  text(name: string): string | undefined {
    const found = this.single(name);
    return found && this.valueOf(found, this.fieldOf(name));
  }

  requiredText(name: string): string {
    const found = this.text(name);
    if (found === undefined) throw this.reading.wrong('edxml.missing', this.fieldOf(name));
    return found;
  }

  /** Those that are not empty. */
  texts(name: string): string[] {
    return this.all(name).flatMap((one, i) => this.valueOf(one, `${this.fieldOf(name)}[${i + 1}]`) ?? []);
  }

  /** `yyyy/MM/dd`, given as `yyyy-mm-dd`. */
  date(name: string): string | undefined {
    return this.read(name, dateIn, 'edxml.date');
  }

  /** `yyyy/MM/dd HH:mm:ss` of Hanoi, given as ISO 8601. */
  time(name: string): string | undefined {
    return this.read(name, timestampIn, 'edxml.time');
  }

  integer(name: string): number | undefined {
    return this.read(name, integerIn, 'edxml.number');
  }

  truth(name: string): boolean | undefined {
    return this.read(name, isTrue, 'edxml.boolean');
  }

  /** The only element of that name, for those who read it by themselves. */
  single(name: string): XmlElement | undefined {
    const [found, again] = this.all(name);
    if (again) throw this.reading.wrongAt('edxml.repeated', this.fieldOf(name), again.start);
    return found;
  }

  fieldOf(name: string): string {
    return `${this.field}/${name}`;
  }

  private all(name: string): XmlElement[] {
    const found = this.held.filter(({ local }) => sameName(local, name));
    const [more] = found.slice(mostOfOne);
    if (more) throw this.reading.wrongAt('edxml.too-many', this.fieldOf(name), more.start);
    return found;
  }

  private read<T>(
    name: string,
    parse: (text: string) => T | undefined,
    code: 'edxml.date' | 'edxml.time' | 'edxml.number' | 'edxml.boolean',
  ): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) throw this.reading.wrong(code, this.fieldOf(name));
    return value;
  }

  private valueOf(element: XmlElement, field: string): string | undefined {
    const { reading } = this;
    reading.note(field, element);
    if (element.close - element.content > longest * 12) throw reading.wrong('edxml.too-long', field, { most: String(longest) });
    const text = plainTextOf(reading.document, element);
    if (text === undefined) throw reading.wrong('edxml.value-markup', field);
    const value = ofItsOwn(trimmed(text));
    if (value.length > longest) throw reading.wrong('edxml.too-long', field, { most: String(longest) });
    // eslint-disable-next-line no-control-regex -- C1 controls are characters of XML and of no text
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(value)) throw reading.wrong('edxml.character', field);
    return value === '' ? undefined : value;
  }
}

/** A slice of a string keeps all of it in memory: of a file of 50 MB, for the sake of one name. */
const ofItsOwn = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');
