import { type Edit, changed } from './change';

const product: Readonly<Record<string, string>> = { 'a.js': 'one\ntwo\none two\n', 'b.js': 'pay($1);' };
const edit = (find: string, replace: string): Edit => ({ file: 'a.js', find, replace });
const source = (file: string): string | undefined => product[file];

describe('changes of the product', () => {
  it('replace a text that is there once, letter by letter', () => {
    const texts = changed([{ file: 'b.js', find: 'pay($1)', replace: "pay('$&')" }], source);
    expect([...texts]).toEqual([['b.js', "pay('$&');"]]);
  });

  it('build on each other', () => {
    const texts = changed(
      [
        { file: 'a.js', find: '\ntwo', replace: '\nthree' },
        { file: 'a.js', find: 'three', replace: 'four' },
      ],
      source,
    );
    expect(texts.get('a.js')).toBe('one\nfour\none two\n');
  });

  it('add files', () => {
    expect(changed([{ file: 'c.js', text: 'new' }], source).get('c.js')).toBe('new');
  });

  it.each([
    ['a text that is not there', [{ file: 'a.js', find: 'three', replace: '' }], '0 times'],
    ['a text that is there twice', [{ file: 'a.js', find: 'one', replace: '' }], '2 times'],
    ['a text that an earlier change has taken', [edit('two\none', '2\n1'), edit('one\ntwo', 'x')], '0 times'],
    ['no text', [{ file: 'a.js', find: '', replace: '' }], 'does not say where'],
    ['a file that is not part of the product', [{ file: 'c.js', find: 'x', replace: '' }], 'not part of the product'],
    ['an addition over a file of the product', [{ file: 'a.js', text: '' }], 'there already'],
  ])('refuse %s', (_, changes, words) => {
    expect(() => changed(changes, source)).toThrow(words);
  });
});
