import { extension, extensions, type Made, make, point, scope, type Wish } from '../x509/testing/look-alike.test-kit';
import { list } from './testing/list.test-kit';
import { ca, fullName, ofSub, revoked, root, type Row, run, serial, sub } from './testing/situation.test-kit';

describe('who signs lists (§6.3.3 f)', () => {
  const rootList = (...serials: readonly Made[]): Buffer =>
    list({ by: root, entries: serials.map(({ certificate }) => ({ serial: BigInt(`0x${certificate.serial}`) })) });
  const narrow = ca({ usage: [5] });
  const ofNarrow = make({ subject: 'CN=Signer', by: narrow, serial });
  const listKey = make({ subject: narrow.name, by: root, usage: [6] });
  const foreign = make({ subject: 'CN=Foreign', ca: true });
  const certSigner = (wish: Partial<Wish>): Made => make({ subject: narrow.name, by: root, usage: [6], ...wish });
  it.each<Row>([
    ['the issuer, who may not', undefined, () => ({ leaf: ofNarrow, others: [narrow], crls: [list({ by: narrow })] })],
    [
      'another certificate of the issuer',
      'good',
      () => ({ leaf: ofNarrow, others: [narrow, listKey], crls: [list({ by: listKey }), rootList()] }),
    ],
    [
      'another certificate, and it names it',
      'revoked keyCompromise',
      () => ({ leaf: ofNarrow, others: [narrow, listKey], crls: [list({ by: listKey, entries: [revoked] }), rootList()] }),
    ],
    [
      'another certificate that is revoked',
      undefined,
      () => ({ leaf: ofNarrow, others: [narrow, listKey], crls: [list({ by: listKey }), rootList(listKey)] }),
    ],
    [
      'another certificate of unknown status',
      undefined,
      () => ({ leaf: ofNarrow, others: [narrow, listKey], crls: [list({ by: listKey })] }),
    ],
    [
      'another certificate that may not sign lists',
      undefined,
      () => {
        const wrong = certSigner({ usage: [0] });
        return { leaf: ofNarrow, others: [narrow, wrong], crls: [list({ by: wrong }), rootList()] };
      },
    ],
    [
      'another certificate that expired',
      undefined,
      () => {
        const old = certSigner({ until: '2026-11-01T00:00:00Z' });
        return { leaf: ofNarrow, others: [narrow, old], crls: [list({ by: old }), rootList()] };
      },
    ],
    [
      'another certificate of the name below another root',
      undefined,
      () => {
        const wrong = certSigner({ by: foreign });
        const anchors = [root, foreign].map(({ certificate }) => ({ certificate }));
        return {
          leaf: ofNarrow,
          others: [narrow, wrong, foreign],
          crls: [list({ by: wrong }), list({ by: foreign }), rootList()],
          input: { anchors },
        };
      },
    ],
    [
      'the new key of the issuer, rolled over by itself',
      'good',
      () => {
        const renewed = make({ subject: sub.name, by: sub, ca: true, extensions: [extensions.points(point(fullName('CN=Own')))] });
        return {
          others: [renewed],
          crls: [
            list({ by: renewed, extensions: [scope({ users: true })] }),
            ofSub({ extensions: [scope(fullName('CN=Own'))] }),
            rootList(),
          ],
        };
      },
    ],
    [
      'the new key of the issuer, which alone says that it is good',
      undefined,
      () => {
        const renewed = make({ subject: sub.name, by: sub, ca: true });
        return { others: [renewed], crls: [list({ by: renewed }), rootList()] };
      },
    ],
    [
      'the same key in a certificate that anybody could have made, broken',
      'good',
      () => {
        const copy = make({ subject: narrow.name, key: listKey.key, usage: [], extensions: [extension('2.5.29.15', Buffer.of(5, 0))] });
        return { leaf: ofNarrow, others: [narrow, copy, listKey], crls: [list({ by: listKey }), rootList()] };
      },
    ],
  ])('%s: %s', run);
});
