import { createHash, createHmac, randomBytes } from 'node:crypto';
import { guess } from './enumerate';

const bytes = Buffer.from('{"name":"Nguyễn Văn Ví Dụ","idNumber":"0999004217"}');
const template = { bytes, at: bytes.indexOf('4217'), digits: 4 };

describe('enumeration', () => {
  it('finds the digits behind a plain digest', async () => {
    expect(await guess(template, createHash('sha256').update(bytes).digest())).toBe('4217');
  });

  it.each([Buffer.alloc(0), Buffer.alloc(32)])('finds them behind an HMAC that has no secret', async (key) => {
    expect(await guess(template, createHmac('sha256', key).update(bytes).digest())).toBe('4217');
  });

  it('finds nothing behind an HMAC under a random salt', async () => {
    expect(await guess(template, createHmac('sha256', randomBytes(32)).update(bytes).digest())).toBeUndefined();
  });
});
