import * as der from '../x509/testing/der.test-kit';
import { extensions, type Made, make, point, scope } from '../x509/testing/look-alike.test-kit';
import { list, type ListWish } from './testing/list.test-kit';
import { ofSub, revoked, root, type Row, run, serial, signer, sub } from './testing/situation.test-kit';

describe('indirect lists (§5.3.3, cRLIssuer)', () => {
  const lister = make({ subject: 'CN=Lister', by: root, usage: [6] });
  const rootList = list({ by: root });
  const by = (issuer: Buffer, more: Parameters<typeof point>[0] = {}): Made =>
    signer({ extensions: [extensions.points(point({ issuer, ...more }))] });
  const indirect = (wish: Partial<ListWish> = {}): Buffer => list({ by: lister, extensions: [scope({ indirect: true })], ...wish });
  const viaLister = by(lister.name);
  it.each<Row>([
    ["the issuer's own", 'good', () => ({ crls: [ofSub({ extensions: [scope({ indirect: true })] })] })],
    [
      "the issuer's own, naming it",
      'revoked keyCompromise',
      () => ({ crls: [ofSub({ extensions: [scope({ indirect: true })], entries: [revoked] })] }),
    ],
    [
      "the issuer's own, naming the number of another issuer",
      'good',
      () => ({
        crls: [ofSub({ extensions: [scope({ indirect: true })], entries: [{ ...revoked, issuer: lister.name }] })],
      }),
    ],
    ['of the one whom the point names', 'good', () => ({ leaf: viaLister, others: [lister], crls: [indirect(), rootList] })],
    [
      'of that one, naming it',
      'revoked keyCompromise',
      () => ({ leaf: viaLister, others: [lister], crls: [indirect({ entries: [{ ...revoked, issuer: sub.name }] }), rootList] }),
    ],
    [
      'of that one, naming it after others of its issuer',
      'revoked',
      () => ({
        leaf: viaLister,
        others: [lister],
        crls: [indirect({ entries: [{ serial: 1 }, { serial: 2, issuer: sub.name }, { serial }] }), rootList],
      }),
    ],
    [
      'of that one, naming its number before',
      'good',
      () => ({
        leaf: viaLister,
        others: [lister],
        crls: [indirect({ entries: [{ serial }, { serial: 2, issuer: sub.name }] }), rootList],
      }),
    ],
    [
      'of one whom no point names',
      undefined,
      () => ({ others: [lister], crls: [indirect({ entries: [{ ...revoked, issuer: sub.name }] }), rootList] }),
    ],
    ['of that one, not indirect', undefined, () => ({ leaf: viaLister, others: [lister], crls: [list({ by: lister }), rootList] })],
    [
      'that name another issuer and are not indirect',
      undefined,
      () => ({ crls: [ofSub({ entries: [{ serial: 4, issuer: lister.name }] })] }),
    ],
    [
      'for a point of that one with a name',
      'good',
      () => ({
        leaf: by(lister.name, { relative: 'CN=P' }),
        others: [lister],
        crls: [indirect({ extensions: [scope({ indirect: true, relative: 'CN=P' })] }), rootList],
      }),
    ],
    [
      'for another point of that one',
      undefined,
      () => ({
        leaf: by(lister.name, { relative: 'CN=P' }),
        others: [lister],
        crls: [indirect({ extensions: [scope({ indirect: true, relative: 'CN=Q' })] }), rootList],
      }),
    ],
    [
      'of a lister whom nobody knows',
      undefined,
      () => {
        const alone = make({ subject: 'CN=Lister', usage: [6] });
        return { leaf: viaLister, others: [alone], crls: [indirect({ by: alone }), rootList] };
      },
    ],
    [
      'of a lister whose own status its list alone tells, as its issuer wants',
      'good',
      () => {
        const own = make({
          subject: 'CN=Lister',
          by: sub,
          usage: [6],
          extensions: [extensions.points(point({ issuer: der.name('CN=Lister') }))],
        });
        return { leaf: by(own.name), others: [own], crls: [indirect({ by: own }), rootList] };
      },
    ],
    [
      'of a lister that revoked itself',
      undefined,
      () => {
        const own = make({
          subject: 'CN=Lister',
          by: sub,
          serial: 0xd1,
          usage: [6],
          extensions: [extensions.points(point({ issuer: der.name('CN=Lister') }))],
        });
        return {
          leaf: by(own.name),
          others: [own],
          crls: [indirect({ by: own, entries: [{ serial: 0xd1, issuer: sub.name }] }), rootList],
        };
      },
    ],
    [
      'of two listers that vouch for each other',
      undefined,
      () => {
        const [a, b] = (['A', 'B'] as const).map((name) =>
          make({
            subject: `CN=${name}`,
            by: sub,
            usage: [6],
            extensions: [extensions.points(point({ issuer: der.name(`CN=${name === 'A' ? 'B' : 'A'}`) }))],
          }),
        ) as [Made, Made];
        return { leaf: by(a.name), others: [a, b], crls: [indirect({ by: a }), indirect({ by: b }), rootList] };
      },
    ],
  ])('%s: %s', run);
});
