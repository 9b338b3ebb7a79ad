import * as fc from 'fast-check';
import { decodeBase64 } from './base64';

it('reads what node writes, in lines or not, with padding or without', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 80 }), fc.boolean(), (bytes, width, padded) => {
      const base64 = Buffer.from(bytes).toString('base64');
      const text = (padded ? base64 : base64.replace(/=+$/, '')).replace(new RegExp(`.{${width}}`, 'g'), '$&\r\n');
      expect(decodeBase64(`<${text}>`, 1, text.length + 1)).toEqual(Buffer.from(bytes));
    }),
  );
});

it.each(['A', 'AAAAA', 'AA=', 'AAA==', 'A===', 'AAAA=', 'AA==AA==', 'AA*A', 'AA-_', 'AAÁA', '='])('takes %j for none', (text) => {
  expect(decodeBase64(text)).toBeUndefined();
});
