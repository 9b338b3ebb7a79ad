import { joinUris, withoutDots } from './xml-base';

// Canonical XML 1.1 §2.4 and appendix A.
it.each([
  ['no/.././/pseudo-netpath/seg/file.ext', 'pseudo-netpath/seg/file.ext'],
  ['no/../yes/no/..', 'yes/'],
  ['../../no/../..', '../../../'],
  ['no/..', ''],
  ['..yes/..no/..no/..no/../../../..yes', '..yes/..yes'],
  ['./.', ''],
  ['//no/..', '/'],
  ['/../../..', '/'],
  ['..', '../'],
  ['/a/b/c/./../../g', '/a/g'],
])('takes the dots out of %s', (path, expected) => expect(withoutDots(path)).toBe(expected));

it.each([
  ['abc/', '../', ''],
  ['..', '..', '../../'],
  ['something/else', 'bar/', 'something/bar/'],
  ['http://a/b/c/d;p?q', '../g', 'http://a/b/g'],
  ['http://a/b/c/d;p?q', '//g', 'http://g'],
  ['http://a/b/c/d;p?q', '?y', 'http://a/b/c/d;p?y'],
  ['http://a', 'b', 'http://a/b'],
  ['a/', 'b#fragment', 'a/b'],
  ['a/b', '', 'a/b'],
  ['a/b', 'urn:x', 'urn:x'],
])('joins %s and %s', (base, reference, expected) => expect(joinUris(base, reference)).toBe(expected));
