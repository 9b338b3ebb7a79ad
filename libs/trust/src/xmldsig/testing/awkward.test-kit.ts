/** Documents on which canonicalisers differ when one of them is wrong. An element with Id "x" is canonicalised by itself too. */
export const awkward: Readonly<Record<string, string>> = {
  plain: '<?xml version="1.0"?>\n<r Id="x"><a>1</a><b/></r>\n',
  'comments around': '<!-- before --><!--2-->\n<r Id="x"><!-- in --><a>1<!---->2</a></r>\n<!-- after -->\n<!--end-->',
  'characters in text': '<r Id="x">&lt;&gt;&amp;&quot;&apos; &#9;&#10;&#13;&#x20; "\' ] ]] ></r>',
  'line ends': '<r Id="x" a="1\r\n2\r3\n4">\r\n\r<b>\r\n</b>\r</r>\r\n',
  'blanks in values': '<r Id="x" a=" \t x &#9;&#10;&#13;&#32; " b=\'"\' c="&apos;&quot;&lt;&gt;&amp;"/>',
  'CDATA sections': '<r Id="x"><![CDATA[<a>&amp;]]]]><![CDATA[> \r\n"]]>x<![CDATA[]]></r>',
  'order of attributes': '<r Id="x" xmlns:b="urn:1" xmlns:a="urn:2" a:z="1" b:z="2" z="3" a:a="4" b:a="5" a="6" Z="7" _="8"/>',
  'order of declarations':
    '<r Id="x" xmlns:zz="urn:z" xmlns:a="urn:a" xmlns="urn:d" xmlns:A="urn:A" xmlns:a1="urn:a1"><zz:a a:b="1" A:b="2" a1:b="3"/></r>',
  'repeated declarations':
    '<r xmlns="urn:d" xmlns:p="urn:p"><p:a xmlns:p="urn:p" xmlns="urn:d" Id="x"><b xmlns="urn:d"><p:c xmlns:p="urn:q"><p:d xmlns:p="urn:p"/></p:c></b></p:a></r>',
  'default taken back':
    '<r xmlns="urn:d"><a xmlns="" Id="x"><b xmlns="urn:e"><c xmlns=""/><d xmlns=""><e xmlns="urn:d"/></d></b><f/></a></r>',
  'default taken back where there is none': '<r xmlns=""><a xmlns="" Id="x"><b xmlns=""/></a></r>',
  'unused declarations':
    '<r xmlns:u="urn:u" xmlns:v="urn:v"><a Id="x" xmlns:w="urn:w"><v:b><c w:d="1"/></v:b><u:e xmlns:u="urn:u2"/></a></r>',
  'one namespace, two prefixes': '<r xmlns:a="urn:n" xmlns:b="urn:n"><a:x Id="x" b:c="1" a:d="2"><b:y/></a:x></r>',
  'prefix bound anew': '<r xmlns:a="urn:1"><s Id="x"><a:t><u xmlns:a="urn:2"><a:v/></u><a:w/></a:t></s></r>',
  'xml attributes': '<r xml:lang="vi" xml:space="preserve"><m><a Id="x" xml:id="i"><b xml:lang="fr"/></a></m></r>',
  'declared xml prefix': '<r xmlns:xml="http://www.w3.org/XML/1998/namespace"><a Id="x" xml:lang="vi"/></r>',
  'letters beyond ASCII': '<hồ_sơ Id="x" tên="Sở Nội vụ"><đơn>Nguyễn Văn Ấn 😀 \u{1F600}&#x1F600; \u200B</đơn></hồ_sơ>',
  'decomposed letters': '<r Id="x" a="e\u0302\u0301">e\u0302\u0301 ế</r>',
  'value with entities only': '<r Id="x">&#x26;#60;</r>',
  'empty tags': '<r Id="x"  ><a  /><b ></b ><c></c></r >',
  'mixed content': '<r Id="x">a<b>c</b>d<e/>f</r>',
  deep: `${'<d xmlns:p="urn:p">'.repeat(60)}<p:x Id="x"/>${'</d>'.repeat(60)}`,
  'text that looks like mark-up': '<r Id="x">&lt;b>&#60;c&#62;&lt;/b></r>',
};

/** Namespace names that are no URIs: libxml2 canonicalises nothing that has one, and escapes no ampersand in one. */
export const strange: Readonly<Record<string, string>> = {
  'ampersand in a namespace name': '<r xmlns:q="urn:x?a&amp;b\'c"><a Id="x" q:a="1"/></r>',
  quotes: '<r xmlns:q="urn:&quot;&amp;&lt;>&#9;q"><a Id="x" q:a="1"/></r>',
  CR: '<r Id="x" xmlns:a="urn:a&#13;b"><a:b>&#xD;\r&#xA;</a:b></r>',
};

/** Attributes of the xml namespace on several ancestors: the JDK takes the farthest instead of the nearest and joins bases the wrong way round. */
export const inherited: Readonly<Record<string, string>> = {
  'nearest language': '<r xml:lang="vi" xml:space="preserve"><m xml:lang="en"><a Id="x"><b xml:lang="fr"/></a></m></r>',
  'language of its own': '<r xml:lang="vi" xml:id="r"><a Id="x" xml:lang="en"><b/></a></r>',
  'one base above': '<r xml:base="http://a.vn/b/c"><x Id="x"/></r>',
  'base joined': '<r xml:base="http://a.vn/b/c"><m xml:base="../d/"><x Id="x" xml:base="e"/></m></r>',
  'base up': '<r xml:base="a/b/c/"><m xml:base="../"><x Id="x" xml:base="f"/></m></r>',
  'base of its own only': '<r><x Id="x" xml:base="e/../f"/></r>',
  'absolute base below': '<r xml:base="http://a.vn/"><x Id="x" xml:base="http://b.vn/c"/></r>',
  'relative to nothing': '<r xml:base="something/else"><m xml:base="bar/"><x Id="x" xml:base="foo"/></m></r>',
};

/** `InclusiveNamespaces/@PrefixList` of an exclusive method. */
export const listed: readonly (readonly [prefixes: string, document: string])[] = [
  ['a', '<r xmlns:a="urn:a" xmlns:b="urn:b"><x Id="x"><b:c/></x></r>'],
  ['a #default', '<r xmlns="urn:d" xmlns:a="urn:a"><p:x xmlns:p="urn:p" Id="x"><p:y xmlns:a="urn:a2"><z xmlns=""/></p:y></p:x></r>'],
  ['a b none', '<r xmlns:b="urn:b"><x Id="x" xmlns:a="urn:a"><y xmlns:b="urn:b"><b:z xmlns:a="urn:a"/></y></x></r>'],
  ['#default', '<r xmlns="urn:d"><p:x xmlns:p="urn:p" xmlns="" Id="x"><y xmlns="urn:d"/></p:x></r>'],
];
