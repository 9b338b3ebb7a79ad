import { certificates } from '../testing/certificates.test-kit';
import { expectProblem, type Mistake } from '../testing/mistake.test-kit';
import { party } from '../testing/party.test-kit';

const mistakes: Mistake[] = [
  {
    name: 'no such certificate',
    file: 'parties/all.yaml',
    from: 'portal.pem',
    to: 'portl.pem',
    code: 'config.certificate-unreadable',
    at: '6:13',
  },
  {
    name: 'a file that is no certificate',
    file: 'trust/roots.yaml',
    from: '${data}/root.pem',
    to: 'hub.yaml',
    code: 'config.certificate-unreadable',
    at: '2:9',
    says: 'no PEM certificate',
  },
  {
    name: 'another fingerprint',
    file: 'trust/roots.yaml',
    from: certificates.root.fingerprint,
    to: certificates.portal.fingerprint,
    code: 'config.fingerprint-mismatch',
    at: '3:11',
  },
  {
    name: 'a root without a fingerprint outside dev',
    file: 'trust/roots.yaml',
    from: `  sha256: ${certificates.root.fingerprint}\n`,
    to: '',
    code: 'config.missing-key',
    at: '1:3',
    says: 'sha256',
  },
  {
    name: 'one certificate, two parties',
    file: 'parties/all.yaml',
    to: party('C.3', 'file: ${data}/counter.pem'),
    code: 'config.binding-overlap',
    at: '19:7',
    says: 'C.3 and B.2 (parties/all.yaml:13)',
  },
  {
    name: 'spans that meet in an instant',
    file: 'parties/all.yaml',
    to: party('C.3', 'file: ${data}/portal.pem\n      from: 2026-05-31T16:59:59Z'),
    code: 'config.binding-overlap',
    at: '19:7',
  },
];

describe('what certificates and bindings get wrong', () => {
  it.each(mistakes)('$name', expectProblem);
});
