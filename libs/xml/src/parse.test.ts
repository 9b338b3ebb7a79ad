import { decodeXml, encodeXml } from './decode';
import { xmlLimits } from './document';
import { parseXml } from './parse';
import { XmlError } from './refuse';
import { childrenOf, pathOf, textOf } from './walk';

function outcome(bytes: Uint8Array): string {
  try {
    parseXml(decodeXml(bytes).text);
    return 'read';
  } catch (error) {
    if (error instanceof XmlError) return `${error.kind} ${error.code}`;
    throw error;
  }
}

const malformed: readonly string[] = [
  '',
  ' ',
  'text',
  '<a>',
  '<a></b>',
  '<a></a><b/>',
  '<a/>text',
  '<a/><![CDATA[x]]>',
  ' <?xml version="1.0"?><a/>',
  '<?xml version="1.0" standalone="yes" encoding="UTF-8"?><a/>',
  '<?xml encoding="UTF-8"?><a/>',
  '<a><?xml version="1.0"?></a>',
  '<a><?XmL x?></a>',
  '<a><?p:q x?></a>',
  '<a><?p+x?></a>',
  '<a b=1/>',
  '<a b/>',
  '<a b="1"c="2"/>',
  '<a b="1" b="2"/>',
  '<a xmlns:p="urn:x" xmlns:q="urn:x" p:b="1" q:b="2"/>',
  '<a b="<"/>',
  '<a b="&lt"/>',
  '<a>&nbsp;</a>',
  '<a>& </a>',
  '<a>&#0;</a>',
  '<a>&#xD800;</a>',
  '<a>&#x110000;</a>',
  '<a>&#xFFFE;</a>',
  '<a>]]></a>',
  '<a>\u0001</a>',
  '<a>\uFFFF</a>',
  '<a><!-- -- --></a>',
  '<a><!-- ---></a>',
  '<a><![CDATA[x]]</a>',
  '<a><!x></a>',
  '<1a/>',
  '<a:b:c xmlns:a="urn:x"/>',
  '<:a/>',
  '<a:/>',
  '<p:a/>',
  '<a p:b="1"/>',
  '<a xmlns:p=""/>',
  '<a xmlns:p="urn:x" xmlns:p="urn:y"/>',
  '<a xmlns:xml="urn:x"/>',
  '<a xmlns:xmlns="urn:x"/>',
  '<a xmlns="http://www.w3.org/XML/1998/namespace"/>',
  '<a xmlns="http://www.w3.org/2000/xmlns/"/>',
  '< a/>',
  '<a / >',
  '<a></a',
  '<a>\uD7FF<b</a>',
];

it.each(malformed)('refuses %j as not well-formed', (text) => expect(outcome(Buffer.from(text))).toBe('unreadable xml.malformed'));

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const mark = Buffer.from([0xff, 0xfe]);

it.each<[string, Uint8Array, string]>([
  ['a DOCTYPE', Buffer.from('<!DOCTYPE a><a/>'), 'unsupported xml.doctype'],
  [
    'a DOCTYPE with entities',
    Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    'unsupported xml.doctype',
  ],
  ['XML 1.1', Buffer.from('<?xml version="1.1"?><a/>'), 'unsupported xml.version'],
  ['another encoding', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a/>'), 'unsupported xml.encoding'],
  ['an encoding that it is not in', Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a/>'), 'unsupported xml.encoding'],
  [
    'an encoding behind many blanks',
    Buffer.from(`<?xml version="1.0"${' '.repeat(500)}encoding="latin1"?><a/>`),
    'unsupported xml.encoding',
  ],
  ['octets that are not UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xc3, 0x28, 0x3c, 0x2f, 0x61, 0x3e]), 'unreadable xml.malformed'],
  ['half a surrogate pair in UTF-16', Buffer.concat([mark, utf16('<a>\uD800</a>')]), 'unreadable xml.malformed'],
  ['UTF-16 without mark or declaration', utf16('<a/>'), 'unsupported xml.encoding'],
  ['elements too deep', Buffer.from('<a>'.repeat(xmlLimits.depth + 1)), 'unsupported xml.limit'],
  ['too many elements', Buffer.from(`<a>${'<b/>'.repeat(xmlLimits.elements)}</a>`), 'unsupported xml.limit'],
  [
    'too many attributes of one element',
    Buffer.from(`<a${Array.from({ length: 1100 }, (_, i) => ` a${i}=""`).join('')}/>`),
    'unsupported xml.limit',
  ],
  [
    'too many declarations',
    Buffer.from(`<a>${`<b${Array.from({ length: 200 }, (_, i) => ` xmlns:a${i}="urn:x"`).join('')}/>`.repeat(101)}</a>`),
    'unsupported xml.limit',
  ],
  ['a value too long', Buffer.from(`<a b="${'x'.repeat(xmlLimits.value + 1)}"/>`), 'unsupported xml.limit'],
  ['a name too long', Buffer.from(`<${'x'.repeat(xmlLimits.name + 1)}/>`), 'unsupported xml.limit'],
])('refuses %s', (_, bytes, expected) => expect(outcome(bytes)).toBe(expected));

it('reads one document from each encoding, and writes it back octet by octet', () => {
  const text = '<?xml version="1.0" encoding="UTF-16"?><đơn>Sở 😀</đơn>';
  const [utf16le, utf16be] = [Buffer.concat([mark, utf16(text)]), Buffer.concat([mark, utf16(text)]).swap16()];
  const unmarked = utf16(text.replace('UTF-16', 'utf-16LE'));
  const utf8 = Buffer.from(`\uFEFF${text.replace('UTF-16', 'utf-8')}`);
  for (const bytes of [utf16le, utf16be, unmarked, utf8]) {
    const decoded = decodeXml(bytes);
    const document = parseXml(decoded.text);
    expect(textOf(document, document.root)).toBe('Sở 😀');
    expect(Buffer.concat([bytes.subarray(0, decoded.mark), encodeXml(decoded.text, decoded.encoding)])).toEqual(bytes);
  }
});

it('knows where everything is and what it means', () => {
  const document = parseXml(
    '<r xmlns="urn:d" xmlns:p="urn:p"><a/>t&amp;\r\n<p:a b="&#10;\n" p:b="2"><![CDATA[<]]>]]&gt;</p:a><a xmlns=""><c/></a></r>',
  );
  const [, first, second, third, last] = document.elements;
  expect(document.elements.map(pathOf)).toEqual([
    '/{urn:d}r[1]',
    '/{urn:d}r[1]/{urn:d}a[1]',
    '/{urn:d}r[1]/{urn:p}a[1]',
    '/{urn:d}r[1]/a[1]',
    '/{urn:d}r[1]/a[1]/c[1]',
  ]);
  expect(second?.attributes).toEqual([
    { name: 'b', prefix: '', local: 'b', namespace: '', value: '\n ' },
    { name: 'p:b', prefix: 'p', local: 'b', namespace: 'urn:p', value: '2' },
  ]);
  expect(textOf(document, document.root)).toBe('t&\n<]]>');
  expect([first, second, third, last].map((one) => document.text.slice(one!.start, one!.end))).toEqual([
    '<a/>',
    '<p:a b="&#10;\n" p:b="2"><![CDATA[<]]>]]&gt;</p:a>',
    '<a xmlns=""><c/></a>',
    '<c/>',
  ]);
  expect([...childrenOf(document.root)].map(({ kind }) => kind)).toEqual(['element', 'text', 'element', 'element']);
});

it.each([
  ['<a>\n  <b></c></a>', 2, 6],
  ['<a>\r\n\r\n&nbsp;</a>', 3, 1],
  ['<a>\rSở 😀 & </a>', 2, 6],
  ['<?xml version="1.0"?>\n<!DOCTYPE a><a/>', 2, 1],
  ['<a>\n<b/>\n', 3, 1],
])('says where %j is wrong', (text, line, column) => {
  expect.assertions(2);
  try {
    parseXml(text);
  } catch (error) {
    expect(error instanceof XmlError && error.position).toEqual({ line, column });
    expect(String(error)).toContain(`, at line ${line}, column ${column}`);
  }
});
