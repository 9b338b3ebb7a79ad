import type { Check, FileVerdict, Judged, SignatureVerdict } from '@lienthong/trust';
import { conclusionOf } from './conclusion';

const at = new Date('2026-11-23T00:00:00Z');
const check = (code: string, result: Check['result']): Check => ({ code, result, facts: {} });
const judged = (standing: Judged['standing'], ...checks: readonly Check[]): Judged => ({ standing, at, checks });
const good = judged('valid');
const signature = (more: Partial<SignatureVerdict>): SignatureVerdict => ({
  ...{ format: 'xades', level: 'B-T', algorithm: 'rsa-sha256', coversWhole: true, timeBasis: 'timestamp', chain: [], timestamps: [] },
  ...{ whenSigned: good, now: good },
  ...more,
});
const file = (standing: FileVerdict['standing'], ...signatures: readonly SignatureVerdict[]): FileVerdict => ({
  ...{ format: 'xml', standing, whenSigned: standing, now: standing, coversWhole: signatures.every(({ coversWhole }) => coversWhole) },
  signatures,
});
const revoked = judged('invalid', check('revocation.status', 'failed'));

it.each<[string, FileVerdict, RegExp[]]>([
  ['a good file can be used', file('valid', signature({})), [/^It can be used/]],
  [
    'a file of a certificate revoked since can be used, and no new one',
    file('valid', signature({ now: revoked })),
    [/take no new signature/],
  ],
  [
    'of a file that is signed in part, the part',
    file('valid', signature({ coversWhole: false })),
    [/^It can be used/, /Only the signed part/],
  ],
  ['nobody vouches for a file without signatures', file('indeterminate'), [/nobody vouches/]],
  [
    'what failed goes before what is not known',
    file('invalid', signature({ whenSigned: judged('invalid', check('path.built', 'unknown'), check('reference.digest', 'failed')) })),
    [/changed after signing/],
  ],
  [
    'what is wrong by now counts where the time is only claimed',
    file('invalid', signature({ timeBasis: 'claimed', now: revoked })),
    [/was revoked/],
  ],
  [
    'each signature has its reason, and good ones none',
    file('indeterminate', signature({}), signature({ whenSigned: judged('indeterminate', check('signature.algorithm', 'unsupported')) })),
    [/not supported here/],
  ],
])('%s', (_, verdict, expected) => {
  const sentences = conclusionOf(verdict, 'en');
  expect(sentences).toHaveLength(expected.length);
  expected.forEach((pattern, i) => expect(sentences[i]).toMatch(pattern));
});
