import { EmbeddedError, embeddedErrorCodes } from '@lienthong/embedded';
import { catalogue } from '@lienthong/message';
import { StageError, exitCodeOf, sentenceOf } from './errors';

const failed = (code: string, path?: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: the system's words, write`), { code, ...(path && { path }) });

describe('what a person reads when the city cannot start', () => {
  it.each([
    ['ENOSPC', undefined, 'stage.disk-full', 'Ổ đĩa không còn đủ chỗ'],
    ['EDQUOT', '/data/log', 'stage.disk-full', '/data/log'],
    ['EACCES', '/data', 'stage.folder-forbidden', '/data'],
    ['EPERM', '/data', 'stage.folder-forbidden', '/data'],
    ['EROFS', '/data', 'stage.disk-read-only', '/data'],
  ])('of %s at %s is a sentence with %s', (system, path, code, part) => {
    const error = failed(system, path);
    expect(sentenceOf(error, 'vi')).toContain(part);
    expect(sentenceOf(error, 'vi')).toMatch(/--data DIR\. \[stage\.[a-z-]+\]$/);
    expect(sentenceOf(error, 'en')).toContain(`[${code}]`);
    expect(exitCodeOf(error)).toBe(2);
  });

  it('is the trace where no file is to blame', () => {
    for (const error of [failed('EACCES'), failed('ENOENT', '/data'), new TypeError('ours')]) {
      expect(sentenceOf(error, 'en')).toBe(error.stack);
      expect(exitCodeOf(error)).toBe(70);
    }
  });
});

describe('the catalogue', () => {
  it('holds every code of the embedded services, which may not import it', () => {
    expect(embeddedErrorCodes.filter((code) => !(code in catalogue))).toEqual([]);
    const held = Object.keys(catalogue).filter((code) => code.startsWith('embedded.'));
    expect(held.sort()).toEqual([...embeddedErrorCodes].sort());
  });

  it('is named by what is printed', () => {
    const words = { vi: 'Không có Java.', en: 'No Java.' };
    expect(sentenceOf(new EmbeddedError('embedded.java-missing', words), 'en')).toBe('No Java. [embedded.java-missing]');
    expect(sentenceOf(new StageError('stage.other-address', 'a ≠ b'), 'vi')).toMatch(/địa chỉ khác: a ≠ b\. .*\[stage\.other-address\]$/);
  });
});
