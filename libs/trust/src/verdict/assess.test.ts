import { assess } from './assess';
import type { Check, FoundSignature } from './found';
import { worst } from './report';

const ground = { anchors: [], certificates: [], crls: [], ocsps: [], at: new Date('2026-11-23T00:00:00Z'), policy: 'standard' } as const;
const found = (...checks: readonly Check[]): FoundSignature => ({
  ...{ format: 'cms', level: '', algorithm: 'rsa-sha256', checks, signed: [], coversWhole: true },
  ...{ certificates: [], crls: [], ocsps: [], timestamps: [] },
});
const check = (code: string, result: Check['result']): Check => ({ code, result, facts: {} });

it.each([
  ['nothing was checked', [], 'indeterminate', 'NO_SIGNING_CERTIFICATE_FOUND'],
  ['the mathematics passed and nobody signed', [check('signature.value', 'passed')], 'indeterminate', 'NO_SIGNING_CERTIFICATE_FOUND'],
  ['the content was changed', [check('reference.digest', 'failed'), check('signature.value', 'passed')], 'invalid', 'HASH_FAILURE'],
  ['a check of a code that nobody foresaw failed', [check('new.thing', 'failed')], 'invalid', 'FORMAT_FAILURE'],
] as const)('is never valid where %s', (_, checks, standing, subIndication) => {
  const { whenSigned, now } = assess(found(...checks), ground);
  expect([whenSigned, now]).toMatchObject([
    { standing, subIndication },
    { standing, subIndication },
  ]);
});

it('takes a file without signatures for one that nobody vouches for', () => {
  expect(worst([])).toBe('indeterminate');
});
