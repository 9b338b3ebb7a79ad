import { compileXsd } from '../xsd';
import { xsdNarrowings } from './xsd';

const schema = (body: string, attributes = ''): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:o" targetNamespace="urn:o" elementFormDefault="qualified" ${attributes}>${body}</xs:schema>`;

const named = (
  members: string,
  { text = '<xs:maxLength value="10"/>', attributes = '<xs:attribute name="n" type="xs:int"/>', more = '' } = {},
): string =>
  schema(`
    <xs:element name="outage" type="Outage"/>
    <xs:complexType name="Outage"><xs:sequence>${members}</xs:sequence>${attributes}</xs:complexType>
    <xs:simpleType name="Text"><xs:restriction base="xs:string">${text}</xs:restriction></xs:simpleType>${more}`);

const members = '<xs:element name="area" type="Text"/><xs:element name="at" type="xs:int" minOccurs="0"/>';
const older = named(members);
const told = (newer: string, before = older): string[] => xsdNarrowings(before, newer).map(({ at, rule }) => `${at} ${rule}`);
const outage = '<outage xmlns="urn:o" n="1"><area>a</area><at>7</at></outage>';

describe('a newer XSD takes what the older one takes', () => {
  it.each([
    [
      'the same with words',
      older.replace(
        '<xs:element name="outage" type="Outage"/>',
        '<xs:element name="outage" type="Outage"><xs:annotation><xs:documentation>x</xs:documentation></xs:annotation></xs:element>',
      ),
    ],
    ['one more element that may be missing', named(`<xs:element name="id" type="xs:string" minOccurs="0"/>${members}`)],
    ['what may come more often', named(members.replace('type="Text"', 'type="Text" maxOccurs="unbounded"'))],
    ['what may be missing now', named(members.replace('type="Text"', 'type="Text" minOccurs="0"'))],
    ['a longer text', named(members, { text: '<xs:maxLength value="11"/>' })],
    ['any text', named(members, { text: '' })],
    ['a wider number', named(members.replace('xs:int', 'xs:integer'))],
    [
      'an attribute that may be missing',
      named(members, { attributes: '<xs:attribute name="n" type="xs:long"/><xs:attribute name="m" type="xs:int"/>' }),
    ],
    ['one more root', named(members, { more: '<xs:element name="other" type="Text"/>' })],
  ])('%s', async (_, newer) => {
    expect(told(newer)).toEqual([]);
    const check = await compileXsd(newer);
    expect(() => {
      check(outage);
    }).not.toThrow();
  });
});

describe('a newer XSD breaks older documents, and where:', () => {
  it.each([
    ['outage/id required', named(`<xs:element name="id" type="xs:string"/>${members}`)],
    ['outage/at removed', named('<xs:element name="area" type="Text"/>')],
    ['outage/area/maxLength limit', named(members, { text: '<xs:maxLength value="9"/>' })],
    ['outage/area/pattern pattern', named(members, { text: '<xs:maxLength value="10"/><xs:pattern value="[a-z]*"/>' })],
    ['outage/area/enumeration values', named(members, { text: '<xs:maxLength value="10"/><xs:enumeration value="a"/>' })],
    ['outage/at required', named(members.replace('minOccurs="0"', ''))],
    ['outage/at type', named(members.replace('xs:int', 'xs:date'))],
    ['outage/@n required', named(members, { attributes: '<xs:attribute name="n" type="xs:int" use="required"/>' })],
    ['outage/@n removed', named(members, { attributes: '' })],
    ['outage undecided', named(members, { attributes: '<xs:attribute name="n" type="xs:int"/><xs:anyAttribute namespace="urn:z"/>' })],
    [
      '@targetNamespace undecided',
      named(members).replace('targetNamespace="urn:o"', 'targetNamespace="urn:p"').replace('xmlns="urn:o"', 'xmlns="urn:p"'),
    ],
    ['outage removed', schema('<xs:element name="other" type="xs:string"/>')],
    ['outage/at removed', named('<xs:element name="at" type="xs:int" minOccurs="0"/><xs:element name="area" type="Text"/>')],
  ])('%s', (change, newer) => {
    expect(told(newer).map((one) => one.replace('Outage', 'outage'))).toContain(change);
  });

  it('an alternative may come, none may go', () => {
    const choice = (content: string): string =>
      schema(`<xs:element name="a"><xs:complexType><xs:choice>${content}</xs:choice></xs:complexType></xs:element>`);
    const [one, two] = ['<xs:element name="x" type="xs:int"/>', '<xs:element name="y" type="xs:int"/>'];
    expect(told(choice(`${two}${one}`), choice(one))).toEqual([]);
    expect(told(choice(one), choice(`${one}${two}`))).toEqual(['a/y removed']);
  });

  it('a list, a union and an extension of a type that changed are not followed', () => {
    const list = (of: string): string =>
      schema(`<xs:element name="a"><xs:simpleType><xs:list itemType="${of}"/></xs:simpleType></xs:element>`);
    expect(told(list('xs:int'), list('xs:int'))).toEqual([]);
    expect(told(list('xs:integer'), list('xs:int'))).toEqual(['a undecided']);
  });
});
