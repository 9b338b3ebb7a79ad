import { Authority } from './cms/testing/authority.test-kit';
import { zip } from './asic/testing/zip.test-kit';
import { verifyFile } from './verify';

const ground = { anchors: [], certificates: [], crls: [], ocsps: [], at: new Date('2026-11-23T01:02:03Z'), policy: 'standard' } as const;
let city: Authority;

beforeAll(() => {
  city = new Authority();
  city.issue('rsa', 'sub', 'leaf');
});
afterAll(() => city.remove());

describe('the format of a file', () => {
  it('is that of the message around a PDF', async () => {
    const { format, signatures } = await verifyFile(city.cms('rsa', Buffer.from('%PDF-1.7\n%%EOF\n'), '-nodetach'), ground);
    expect([format, signatures.length]).toEqual(['cms', 1]);
  });

  it('is that of a media type which is compressed', async () => {
    const content = Buffer.from('Nội dung\n');
    const entries = [
      { name: 'a.txt', content },
      { name: 'mimetype', content: Buffer.from('application/vnd.etsi.asic-s+zip'), deflated: true },
      { name: 'META-INF/signature.p7s', content: city.cms('rsa', content) },
    ];
    const { format, signatures } = await verifyFile(zip(entries), ground);
    expect([format, signatures.map(({ coversWhole }) => coversWhole)]).toEqual(['asic-s', [true]]);
  });
});
