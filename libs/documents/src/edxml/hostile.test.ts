import { readEdxml } from './read-edxml';
import { changed } from './testing/samples.test-kit';

describe('files made to take time', () => {
  const repeated = (at: string, piece: string, count: number): Buffer =>
    changed('01-new-one-receiver', [at, `${piece.repeat(count)}${at}`]);
  it.each<[string, Buffer]>([
    ['too many receivers', repeated('<edXML:DocumentId>', '<edXML:To><edXML:OrganId>H26.91.01</edXML:OrganId></edXML:To>', 60_000)],
    ['too many references', repeated('<edXML:Reference>', '<edXML:Reference/>', 100_000)],
    ['too many elements', repeated('<edXML:DocumentId>', '<x/>', 250_000)],
    ['too many within one another', repeated('<edXML:DocumentId>', '<x>', 5_000)],
    ['a value of megabytes', repeated('</edXML:Subject>', 'x', 20_000_000)],
    ['a value of references', repeated('</edXML:Subject>', '&#x9;', 1_000_000)],
    ['a comment of megabytes', repeated('<edXML:Subject>', '<!---->', 1_000_000)],
    ['signatures', repeated('</edXML:edXMLHeader>', '<Signature><x/></Signature>', 50_000)],
  ])('%s end soon', (_, bytes) => {
    const before = process.cpuUsage();
    readEdxml(bytes);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});
