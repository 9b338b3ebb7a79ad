import { readTimestamp } from '../timestamp/read';
import type { FoundSignature } from '../verdict/found';
import { findPdfSignatures } from './find';
import { Desk, problems } from './testing/desk.test-kit';
import { Paper, type SigningWish, type Style } from './testing/paper.test-kit';

const desk = new Desk();
afterAll(() => desk.city.remove());

const fieldMdp: SigningWish = {
  ...desk.cades,
  more: '/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [(name)] >> >>]',
};
const note = '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (khong dung) /P 3 0 R >>';
const filled = (appearance: string): string =>
  `<< /FT /Tx /T (name) /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /P 3 0 R /V (An) /AP << /N ${appearance} >> >>`;

const changes = ({ checks }: FoundSignature): string | undefined =>
  checks.find(({ code }) => code === 'scope.later-changes')?.facts['changes'];

describe.each<Style>(['table', 'stream'])('a PDF that lists its objects in a %s', (style) => {
  it('is covered whole by its only signature', () => {
    const paper = desk.signed(desk.cades, style);
    const [found, ...others] = findPdfSignatures(paper.bytes);
    expect(others).toEqual([]);
    expect(problems(found!)).toEqual([]);
    expect(found).toMatchObject({ format: 'pades', level: 'B-B', algorithm: 'rsa-sha256', coversWhole: true });
    const [zero, before, after, rest] = found!.signed[0]!.name.split(' ').map(Number) as [number, number, number, number];
    expect(zero).toBe(0);
    const joined = Buffer.concat([paper.bytes.subarray(0, before), paper.bytes.subarray(after, after + rest)]);
    expect(Buffer.compare(found!.signed[0]!.bytes, joined)).toBe(0);
  });

  it('keeps a signature under further signatures, validation data and time stamps', () => {
    const paper = desk.signed(desk.cades, style);
    paper.sign({ contentsOf: (covered) => desk.city.cms('p256', covered, '-cades') });
    paper.update({
      1: paper.root('/DSS 90 0 R'),
      90: '<< /Certs [91 0 R] /OCSPs [92 0 R] /CRLs [93 0 R] >>',
      91: { entries: '', data: desk.city.chain('tsa')[0]!.der },
      92: { entries: '', data: Buffer.from('0500', 'hex') },
      93: { entries: '', data: Buffer.from('0500', 'hex') },
    });
    paper.sign({ ...desk.stamp, catalogue: '/DSS 90 0 R' });
    const found = findPdfSignatures(paper.bytes);
    expect(found.flatMap(problems)).toEqual([]);
    expect(found.map(changes)).toEqual(['dss signature timestamp', 'dss timestamp']);
    expect(found.map(({ level, coversWhole }) => [level, coversWhole])).toEqual([
      ['B-LTA', false],
      ['B-LTA', false],
    ]);
    expect(found[0]).toMatchObject({ crls: [{}], ocsps: [{}] });
    expect(found[0]!.certificates.map(({ subject }) => subject.slice(-3)).sort()).toEqual(['sub', 'tsa']);
    const [token] = found[0]!.timestamps;
    expect(readTimestamp(token!.token, token!.stamped).checks.filter(({ result }) => result !== 'passed')).toEqual([]);
  });

  it.each<[string, SigningWish, (paper: Paper) => Paper, string, string[]]>([
    ['nothing but other information', desk.cades, (paper) => paper.update({ 8: '<< /Title (khac) >>' }), 'metadata', []],
    ['the same page again', desk.cades, (paper) => paper.update({ 3: paper.page() }), 'none', []],
    [
      'a form filled in',
      desk.cades,
      (paper) => paper.update({ 6: filled('60 0 R'), 60: { entries: '/Subtype /Form', data: Buffer.from('An') } }),
      'form',
      ['scope.later-changes warning'],
    ],
    [
      'a form filled in that the author locked',
      fieldMdp,
      (paper) => paper.update({ 6: filled('null') }),
      'form',
      ['scope.later-changes failed'],
    ],
    [
      'a form filled in that was certified for it',
      desk.certified(2),
      (paper) => paper.update({ 6: filled('null') }),
      'form',
      ['scope.later-changes warning'],
    ],
    [
      'a form filled in that was certified for nothing',
      desk.certified(1),
      (paper) => paper.update({ 6: filled('null') }),
      'form',
      ['scope.later-changes failed'],
    ],
    [
      'a note',
      desk.cades,
      (paper) => paper.update({ 3: paper.page('', [...paper.fields, 60]), 60: note }),
      'annotation',
      ['scope.later-changes failed'],
    ],
    [
      'a note that was certified for it',
      desk.certified(3),
      (paper) => paper.update({ 3: paper.page('', [...paper.fields, 60]), 60: note }),
      'annotation',
      ['scope.later-changes warning'],
    ],
    [
      'a note that was certified for nothing',
      desk.certified(1),
      (paper) => paper.update({ 3: paper.page('', [...paper.fields, 60]), 60: note }),
      'annotation',
      ['scope.later-changes failed'],
    ],
    [
      'a note that does something',
      desk.certified(3),
      (paper) =>
        paper.update({ 3: paper.page('', [...paper.fields, 60]), 60: note.replace('/P', '/A << /S /JavaScript /JS (app.alert) >> /P') }),
      'content',
      ['scope.later-changes failed'],
    ],
    [
      'a word of the program on the page',
      desk.cades,
      (paper) => paper.update({ 3: paper.page('/ITXT (5.5.13) /LastModified (D:20261123000000Z)') }),
      'metadata',
      [],
    ],
    [
      'a word of the program that is none',
      desk.cades,
      (paper) => paper.update({ 3: paper.page('/ITXT << /S /JavaScript /JS (app.alert) >>') }),
      'content',
      ['scope.later-changes failed'],
    ],
    [
      'other text on the page',
      desk.cades,
      (paper) => paper.update({ 4: { entries: '', data: Buffer.from('BT (Cong van so 02) Tj ET') } }),
      'content',
      ['scope.later-changes failed'],
    ],
    [
      'other content of the page',
      desk.cades,
      (paper) => paper.update({ 3: paper.page().replace('/Contents 4', '/Contents 60'), 60: { entries: '', data: Buffer.from('x') } }),
      'content',
      ['scope.later-changes failed'],
    ],
    [
      'another font',
      desk.cades,
      (paper) => paper.update({ 7: '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>' }),
      'content',
      ['scope.later-changes failed'],
    ],
    [
      'one more page',
      desk.cades,
      (paper) => paper.update({ 2: '<< /Type /Pages /Kids [3 0 R 60 0 R] /Count 2 >>', 60: paper.page() }),
      'content',
      ['scope.later-changes failed'],
    ],
    [
      'an action on opening',
      desk.cades,
      (paper) => paper.update({ 1: paper.root('/OpenAction << /S /JavaScript /JS (app.alert) >>') }),
      'content',
      ['scope.later-changes failed'],
    ],
    [
      'another signature without its field',
      desk.cades,
      (paper) => paper.update({ 1: paper.root().replace('/AcroForm 5 0 R', '') }),
      'content',
      ['scope.later-changes failed'],
    ],
    [
      'an empty signature field that shows something',
      desk.cades,
      (paper) =>
        paper.update({
          5: paper.form().replace('[6 0 R', '[60 0 R 6 0 R'),
          3: paper.page('', [...paper.fields, 60]),
          60: '<< /FT /Sig /T (x) /Subtype /Widget /AP << /N 4 0 R >> >>',
        }),
      'annotation',
      ['scope.later-changes failed'],
    ],
    [
      'another form field',
      desk.cades,
      (paper) => paper.update({ 5: paper.form().replace('[6 0 R', '[60 0 R 6 0 R'), 60: '<< /FT /Tx /T (x) /V (y) >>' }),
      'content',
      ['scope.later-changes failed'],
    ],
    [
      'a certified signature and one more',
      desk.certified(1),
      (paper) => (paper.sign(desk.cades), paper),
      'signature',
      ['scope.later-changes failed'],
    ],
    ['a certified signature and a time stamp', desk.certified(1), (paper) => (paper.sign(desk.stamp), paper), 'timestamp', []],
    [
      'a time stamp that covers the page',
      desk.cades,
      (paper) => (paper.sign({ ...desk.stamp, rect: '[0 0 595 842]' }), paper),
      'annotation',
      ['scope.later-changes failed'],
    ],
  ])('tells what came later: %s', (_, wish, change, expected, wrong) => {
    const [found] = findPdfSignatures(change(desk.signed(wish, style)).bytes);
    // a signature that is no longer in the form is none
    if (found === undefined) expect(wrong).not.toEqual([]);
    else {
      expect(changes(found)).toContain(expected);
      expect(problems(found)).toEqual(wrong);
      expect(found.signed.length === 0).toBe(wrong.some((one) => one.endsWith('failed')));
      expect(found.coversWhole).toBe(false);
    }
  });

  it.each([
    ['/Khac 4 0 R', 'content'],
    ['/Khac [4 0 R]', 'content'],
    ['/DocChecksum /0A0B', 'metadata'],
  ])('tells of %s in the trailer of an update: %s', (more, expected) => {
    const paper = new Paper('table');
    paper.sign(desk.cades);
    paper.update({ 8: '<< /Title (An) >>' });
    const text = paper.bytes.toString('latin1');
    const at = text.lastIndexOf('/Info 8 0 R');
    const [found] = findPdfSignatures(Buffer.from(`${text.slice(0, at)}${more} ${text.slice(at)}`, 'latin1'));
    expect(changes(found!)?.split(' ')).toContain(expected);
  });

  it('finds an object that was missing when it was signed and came under the page later', () => {
    const paper = new Paper(style);
    paper.update({ 3: paper.page().replace('/F1 7 0 R', '/F1 7 0 R /F2 60 0 R') });
    const page = paper.page;
    paper.page = (more, annotations) => page(more, annotations).replace('/F1 7 0 R', '/F1 7 0 R /F2 60 0 R');
    paper.sign(desk.cades);
    const certificate = { entries: '', data: Buffer.from(desk.city.chain('tsa')[0]!.der) };
    paper.update({ 1: paper.root('/DSS << /Certs [60 0 R] >>'), 60: certificate });
    const [found] = findPdfSignatures(paper.bytes);
    expect(changes(found!)).toBe('content dss');
    expect(problems(found!)).toEqual(['scope.later-changes failed']);
  });
});
