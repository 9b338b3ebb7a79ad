import { deflateSync } from 'node:zlib';

/** Text of an object, or the dictionary entries and data of a stream. */
export type Body = string | { readonly entries: string; readonly data: Uint8Array };
export type Objects = Readonly<Record<number, Body>>;
/** How a revision lists its objects: in a table, or in a stream with the objects themselves in another. */
export type Style = 'table' | 'stream';

export interface SigningWish {
  readonly field?: string;
  readonly subFilter?: string;
  /** Where its field shows on the page: nowhere, unless told. */
  readonly rect?: string;
  /** More entries of the signature dictionary. */
  readonly more?: string;
  /** More objects of the same revision. */
  readonly objects?: Objects;
  /** More entries of the catalogue, from then on; `#` stands for the number of the value. */
  readonly catalogue?: string;
  readonly style?: Style;
  readonly contentsOf: (covered: Buffer) => Uint8Array;
}

const room = 12_000;

/** A PDF of one page that is written, signed and changed revision by revision, well or badly. */
export class Paper {
  bytes: Buffer;
  /** Numbers of the form fields, each its own annotation. */
  readonly fields = [6];
  private next = 20;
  private catalogue = '';

  constructor(readonly style: Style = 'table') {
    this.bytes = this.append(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), {
      1: this.root(),
      2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      3: this.page(),
      4: { entries: '', data: Buffer.from('BT (Cong van so 01) Tj ET') },
      5: this.form(),
      6: '<< /FT /Tx /T (name) /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /P 3 0 R >>',
      7: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      8: '<< /Title (Cong van) >>',
    });
  }

  root = (more = this.catalogue): string => `<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R ${more} >>`;
  page = (more = '', annotations: readonly number[] = this.fields): string =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 7 0 R >> >> /Annots [${list(annotations)}] ${more} >>`;
  form = (more = ''): string => `<< /Fields [${list(this.fields)}] /SigFlags 3 ${more} >>`;

  /** One more revision with these objects. */
  update(objects: Objects, style = this.style): this {
    this.bytes = this.append(this.bytes, objects, style);
    return this;
  }

  /** One more revision with a signature field and its value; answers the number of the value. */
  sign({
    field,
    subFilter = 'ETSI.CAdES.detached',
    rect = '[0 0 0 0]',
    more = '',
    objects = {},
    catalogue = '',
    style,
    contentsOf,
  }: SigningWish): number {
    const [widget, value] = [this.next++, this.next++];
    this.fields.push(widget);
    this.catalogue += catalogue.replace('#', String(value));
    const placeholder = `/ByteRange [0 ${'9'.repeat(10)} ${'9'.repeat(10)} ${'9'.repeat(10)}] /Contents <${'0'.repeat(room * 2)}>`;
    const draft = this.append(
      this.bytes,
      {
        1: this.root(),
        3: this.page(),
        5: this.form(),
        [widget]: `<< /FT /Sig /T (${field ?? `signature ${widget}`}) /Type /Annot /Subtype /Widget /Rect ${rect} /P 3 0 R /F 132 /V ${value} 0 R >>`,
        [value]: `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} ${placeholder} /M (D:20261123080203+07'00') ${more} >>`,
        ...objects,
      },
      style ?? this.style,
      value,
    );
    this.bytes = fill(draft, contentsOf);
    return value;
  }

  private append(previous: Buffer, objects: Objects, style: Style = this.style, apart?: number): Buffer {
    const parts: Buffer[] = [previous];
    const offsets = new Map<number, number>();
    const packed: [number, string][] = [];
    const put = (number: number, body: Body): void => {
      offsets.set(number, length(parts));
      parts.push(Buffer.from(`${number} 0 obj\n`), written(body), Buffer.from('\nendobj\n'));
    };
    for (const [key, body] of Object.entries(objects)) {
      if (style === 'table' || typeof body !== 'string' || Number(key) === apart) put(Number(key), body);
      else packed.push([Number(key), body]);
    }
    const link = previous.includes('startxref')
      ? `/Prev ${/startxref\s+(\d+)\s+%%EOF\s*$/.exec(previous.subarray(-60).toString('latin1'))![1]}`
      : '';
    if (style === 'table') return Buffer.concat([...parts, table(offsets, length(parts), link)]);
    const [container, index] = [this.next++, this.next++];
    if (packed.length > 0) put(container, packedStream(packed));
    const at = length(parts);
    offsets.set(index, at);
    const body = xrefStream(
      offsets,
      packed.map(([number]) => number),
      container,
      `/Root 1 0 R /Info 8 0 R ${link}`,
    );
    return Buffer.concat([...parts, Buffer.from(`${index} 0 obj\n`), written(body), Buffer.from(`\nendobj\nstartxref\n${at}\n%%EOF\n`)]);
  }
}

const list = (numbers: readonly number[]): string => numbers.map((number) => `${number} 0 R`).join(' ');
const length = (parts: readonly Buffer[]): number => parts.reduce((sum, part) => sum + part.length, 0);

function written(body: Body): Buffer {
  if (typeof body === 'string') return Buffer.from(body, 'latin1');
  const start = Buffer.from(`<< /Length ${body.data.length} ${body.entries} >>\nstream\n`, 'latin1');
  return Buffer.concat([start, body.data, Buffer.from('\nendstream')]);
}

function table(offsets: ReadonlyMap<number, number>, at: number, link: string): Buffer {
  const rows = [...offsets].map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`);
  const size = Math.max(...offsets.keys(), 100) + 1;
  return Buffer.from(
    `xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${size} /Root 1 0 R /Info 8 0 R ${link} >>\nstartxref\n${at}\n%%EOF\n`,
  );
}

function packedStream(objects: readonly (readonly [number, string])[]): Body {
  let offset = 0;
  const heads = objects.map(([number, text]) => {
    const head = `${number} ${offset}`;
    offset += text.length + 1;
    return head;
  });
  const header = `${heads.join(' ')}\n`;
  const data = deflateSync(Buffer.from(`${header}${objects.map(([, text]) => text).join('\n')}`, 'latin1'));
  return { entries: `/Type /ObjStm /N ${objects.length} /First ${header.length} /Filter /FlateDecode`, data };
}

/** With PNG's filter "up", as most writers have it. */
function xrefStream(offsets: ReadonlyMap<number, number>, packed: readonly number[], container: number, more: string): Body {
  const rows: [number, number[]][] = [
    ...[...offsets].map(([number, at]): [number, number[]] => [number, [1, at >>> 24, (at >> 16) & 255, (at >> 8) & 255, at & 255, 0]]),
    ...packed.map((number, index): [number, number[]] => [number, [2, 0, 0, container >> 8, container & 255, index]]),
  ];
  const filtered = rows.map(([, row], index) => [2, ...row.map((octet, column) => (octet - (rows[index - 1]?.[1][column] ?? 0)) & 255)]);
  const size = Math.max(...rows.map(([number]) => number), 100) + 1;
  const ranges = rows.map(([number]) => `${number} 1`).join(' ');
  const entries = `/Type /XRef /W [1 4 1] /Index [${ranges}] /Size ${size} /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 6 >> ${more}`;
  return { entries, data: deflateSync(Buffer.from(filtered.flat())) };
}

/** Puts numbers and message where the placeholders of the last signature are. */
export function fill(draft: Buffer, contentsOf: (covered: Buffer) => Uint8Array): Buffer {
  const bytes = Buffer.from(draft);
  const contents = bytes.lastIndexOf('/Contents <') + '/Contents '.length;
  const end = bytes.indexOf('>', contents) + 1;
  const range = bytes.lastIndexOf('/ByteRange [', contents) + '/ByteRange '.length;
  const numbers = `[0 ${contents} ${end} ${bytes.length - end}`;
  bytes.write(`${numbers.padEnd(bytes.indexOf(']', range) - range)}]`, range, 'latin1');
  const message = contentsOf(Buffer.concat([bytes.subarray(0, contents), bytes.subarray(end)]));
  bytes.write(Buffer.from(message).toString('hex'), contents + 1, 'latin1');
  return bytes;
}
