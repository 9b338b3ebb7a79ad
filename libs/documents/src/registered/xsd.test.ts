import { Failure } from '@lienthong/message';
import { compileXsd } from './xsd';

const schema = (body: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o" elementFormDefault="qualified">${body}</xs:schema>`;

const outage = schema(`
  <xs:element name="outage"><xs:complexType>
    <xs:sequence>
      <xs:element name="area" maxOccurs="unbounded">
        <xs:simpleType><xs:restriction base="xs:string"><xs:maxLength value="10"/></xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="note" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="a+b"/></xs:restriction></xs:simpleType>
      </xs:element>
    </xs:sequence>
    <xs:attribute name="hours" type="xs:int" use="required"/>
  </xs:complexType></xs:element>`);

const document = (content: string, attributes = 'hours="1"'): string => `<outage xmlns="urn:o" ${attributes}>${content}</outage>`;

async function refusal(act: () => unknown): Promise<unknown> {
  try {
    await act();
    return 'kept';
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [error.kind, error.code, error.detail];
  }
}

describe('an XSD of the registry', () => {
  it.each<[string, string, object]>([
    ['is no XML', '<xs:schema', { reason: 'xml.malformed', line: '1' }],
    ['has a DOCTYPE', `<!DOCTYPE a [<!ENTITY e "x">]>${outage}`, { reason: 'xml.doctype' }],
    ['is another document', '<a/>', { reason: 'the root is no xs:schema' }],
    ['leads to another file', schema('\n<xs:import namespace="urn:x" schemaLocation="file:///etc/passwd"/>'), { line: '2' }],
    [
      'names a type that is not there',
      schema('<xs:element name="a" type="xs:strin"/>'),
      { reason: expect.stringMatching(/strin/) as unknown },
    ],
  ])('that %s is refused', async (_, text, detail) => {
    expect(await refusal(() => compileXsd(text))).toMatchObject(['permanent', 'schema.unusable', detail]);
  });

  it.each<[string, string, object]>([
    ['a facet', document('\n<area>rất rất rất dài</area>'), { field: 'area', rule: 'maxLength', line: '2' }],
    ['an attribute', document('<area/>', 'hours="Nguyễn"'), { field: 'outage/@hours', rule: 'content', line: '1' }],
    ['a name that is not the schema’s', document('<area/><NguyenVanA/>'), { field: '*', rule: 'content', line: '1' }],
    ['what is no XML', '<outage', { rule: 'xml.malformed' }],
    ['a DOCTYPE', `<!DOCTYPE outage [<!ENTITY e "x">]>${document('<area>&e;</area>')}`, { rule: 'xml.doctype' }],
  ])('tells a document of %s', async (_, text, detail) => {
    const check = await compileXsd(outage);
    expect(
      await refusal(() => {
        check(text);
      }),
    ).toMatchObject(['permanent', 'schema.mismatch', detail]);
  });

  it.each(['(x+x+)+y', '(a|aa)*b', '(a?){40}', '((ab)*)+', '(a{2,})*'])(
    'does not take the pattern %s, which a sender could make slow',
    async (pattern) => {
      const type = `<xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="${pattern}"/></xs:restriction></xs:simpleType>`;
      const text = schema(`<xs:element name="a">${type}</xs:element>`);
      expect(await refusal(() => compileXsd(text))).toMatchObject([
        'permanent',
        'schema.unusable',
        { reason: expect.stringContaining('xs:pattern') as unknown },
      ]);
    },
  );

  it.each(['[A-Z]+(-[0-9]+)?', '(ab)+', '\\d{3}(\\.\\d{2}){2}\\.[A-Z]\\d{2}', '(vi|en)'])('takes the pattern %s', async (pattern) => {
    const type = `<xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="${pattern}"/></xs:restriction></xs:simpleType>`;
    await expect(compileXsd(schema(`<xs:element name="a">${type}</xs:element>`))).resolves.toBeInstanceOf(Function);
  });

  it('takes a document that keeps it, and follows no hint to another schema', async () => {
    const check = await compileXsd(outage);
    const hint =
      'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:z file:///etc/passwd urn:o http://127.0.0.1:1/x"';
    expect(
      await refusal(() => {
        check(`<?xml version="1.0" encoding="UTF-16"?>${document('<area>Cầu Giấy</area>')}`);
      }),
    ).toBe('kept');
    expect(
      await refusal(() => {
        check(document('<area/>', `hours="1" ${hint}`));
      }),
    ).toBe('kept');
  });
});
