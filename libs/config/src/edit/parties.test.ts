import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { withAgreement, withCertificate, withoutAgreement, withParty, withSuspension } from './parties';

const file = (name: string): string => readFileSync(resolve(__dirname, '../../../../config', name), 'utf8');
const city = file('parties/city.yaml');
const agreements = file('agreements.yaml');
const sha256 = 'ab'.repeat(32);

it('touches nothing but what it is asked for, and undoes it to the letter', () => {
  const suspended = withSuspension(city, '000.99.02.H26', true);
  expect(suspended?.lines).toEqual(['+   suspended: true']);
  expect(withSuspension(suspended?.text ?? '', '000.99.02.H26', false)?.text).toBe(city);
  const agreement = { id: 'neu', sender: 'A', types: ['t.a'], receivers: ['B'] };
  const more = withAgreement(agreements, agreement);
  expect(more?.lines).toEqual(['+ - id: neu', '+   sender: A', '+   types:', '+     - t.a', '+   receivers:', '+     - B', '+ ']);
  expect(withoutAgreement(more?.text ?? '', 'neu')?.text).toBe(agreements);
});

it.each([
  ['a party of another file', () => withSuspension(city, 'H26.3', true)],
  ['a party that is suspended already', () => withSuspension(city, '000.99.11.H26', true)],
  ['an agreement that there is not', () => withoutAgreement(agreements, 'neu')],
])('changes nothing for %s', (_, change) => {
  expect(change()).toBeUndefined();
});

it('binds a new certificate from a day, and ends those before it after the overlap', () => {
  const until = '2027-01-31T00:00:00+07:00';
  const rotated = withCertificate(city, '000.99.02.H26', { sha256, from: '2027-01-01T00:00:00+07:00', approvedBy: 'QĐ 7' }, until);
  expect(rotated?.lines).toEqual([
    "-     - { file: '${data}/sandbox/pki/one-stop.pem', approvedBy: 'Sandbox 2/2026' }",
    `+     - { file: '\${data}/sandbox/pki/one-stop.pem', approvedBy: 'Sandbox 2/2026', until: '${until}' }`,
    `+     - sha256: ${sha256}`,
    '+       from: 2027-01-01T00:00:00+07:00',
    '+       approvedBy: QĐ 7',
  ]);
  const again = withCertificate(rotated?.text ?? '', '000.99.02.H26', { sha256, approvedBy: 'x' }, '2028-01-01T00:00:00+07:00');
  expect(again?.text).toContain(`until: '${until}'`);
});

it('adds a party to a file that is empty, and to one that is not', () => {
  const party = { code: 'H26.99', name: { vi: 'Phường', en: 'Ward' }, kind: 'ward' };
  const text = '- code: H26.99\n  name:\n    vi: Phường\n    en: Ward\n  kind: ward\n';
  expect(withParty('', party)?.text).toBe(text);
  expect(withParty(city, party)?.text).toBe(`${city}\n${text}`);
});
