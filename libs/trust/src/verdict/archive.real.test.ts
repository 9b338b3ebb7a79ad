import { findPdfSignatures } from '../pades/find';
import { Desk } from '../pades/testing/desk.test-kit';
import type { Objects } from '../pades/testing/paper.test-kit';
import { list } from '../revocation/testing/list.test-kit';
import type { Key } from '../x509/testing/look-alike.test-kit';
import { verifyFile } from '../verify';
import type { Ground } from './ground';

const day = 86_400_000;
const from = (days: number): string => `${new Date(Date.now() + days * day).toISOString().slice(0, 19)}Z`;

/** Papers that openssl signed and stamped today, looked at when the certificates of signer and authority have ended and the root's has not. */
describe('a PDF out of the archive', () => {
  let desk: Desk;
  let lists: readonly Buffer[];
  let ground: Ground;
  beforeAll(() => {
    desk = new Desk();
    desk.city.issue('lateTsa', 'root', 'tsa');
    lists = ['sub', 'root'].map((name) => {
      const [certificate] = desk.city.chain(name);
      const key: Key = { privateKey: desk.city.privateKey(name), spki: Buffer.alloc(0), id: Buffer.alloc(0), isRsa: true };
      return list({ by: { name: Buffer.from(certificate!.subjectDer), key }, from: from(0), until: from(30) });
    });
    ground = {
      ...{ anchors: [{ certificate: desk.city.chain('root')[0]! }], certificates: desk.city.chain('sub'), policy: 'standard' },
      ...{ crls: [], ocsps: [], at: new Date(from(850)) },
    };
  });
  afterAll(() => desk.city.remove());

  const store = (): Objects => ({
    90: '<< /CRLs [91 0 R 92 0 R] >>',
    91: { entries: '', data: lists[0]! },
    92: { entries: '', data: lists[1]! },
  });
  const stamp = () => ({ subFilter: 'ETSI.RFC3161', contentsOf: (covered: Buffer) => desk.city.token(covered, 'lateTsa') });
  const outcome = async (bytes: Uint8Array): Promise<string> => {
    const { signatures } = await verifyFile(bytes, ground);
    return signatures
      .map(({ level, timeBasis, whenSigned: { standing, subIndication = '' } }) =>
        `${level} ${timeBasis} ${standing} ${subIndication}`.trim(),
      )
      .join();
  };

  it('holds when a time stamp of the document covers its revocation data', async () => {
    const paper = desk.signed();
    paper.update({ 1: paper.root('/DSS 90 0 R'), ...store() });
    paper.sign({ ...stamp(), catalogue: '/DSS 90 0 R' });
    expect(await outcome(paper.bytes)).toBe('B-LTA timestamp valid');
    const [found] = findPdfSignatures(paper.bytes);
    expect(found?.timestamps[0]?.protects?.map((one) => Buffer.from(one))).toEqual(lists);
  });

  it('is open when the revocation data came after the time stamp', async () => {
    const paper = desk.signed();
    paper.sign(stamp());
    paper.update({ 1: paper.root('/DSS 90 0 R'), ...store() });
    expect(await outcome(paper.bytes)).toBe('B-LTA timestamp indeterminate REVOCATION_OUT_OF_BOUNDS_NO_POE');
  });

  it('is open when nothing proves its time', async () => {
    const paper = desk.signed();
    paper.update({ 1: paper.root('/DSS 90 0 R'), ...store() });
    expect(await outcome(paper.bytes)).toBe('B-B claimed indeterminate REVOCATION_OUT_OF_BOUNDS_NO_POE');
  });
});
