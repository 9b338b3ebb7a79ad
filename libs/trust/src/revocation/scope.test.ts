import * as der from '../x509/testing/der.test-kit';
import { extensions, type Made, point, scope } from '../x509/testing/look-alike.test-kit';
import { type ListWish } from './testing/list.test-kit';
import { ca, fullName, held, ofSub, revoked, type Row, run, serial, signer, sub } from './testing/situation.test-kit';

describe('distribution points (§4.2.1.13, §5.2.5)', () => {
  const at_ = (...points: readonly Parameters<typeof point>[0][]): Made =>
    signer({ extensions: [extensions.points(...points.map(point))] });
  const scoped = (wish: Parameters<typeof scope>[0], more: Partial<ListWish> = {}): Buffer => ofSub({ extensions: [scope(wish)], ...more });
  const uri = (text: string): { full: Buffer[] } => ({ full: [der.general.uri(text)] });
  const authority = ca({ subject: 'CN=Lower', by: sub, serial });
  it.each<Row>([
    ['the same name', 'good', () => ({ leaf: at_(fullName('CN=A')), crls: [scoped(fullName('CN=A'))] })],
    [
      'the same name, and it is named',
      'revoked keyCompromise',
      () => ({ leaf: at_(fullName('CN=A')), crls: [scoped(fullName('CN=A'), { entries: [revoked] })] }),
    ],
    ['another name', undefined, () => ({ leaf: at_(fullName('CN=A')), crls: [scoped(fullName('CN=B'))] })],
    [
      'one of several names',
      'good',
      () => ({
        leaf: at_({ full: [der.general.directory('CN=A'), der.general.uri('http://a.vn/x')] }),
        crls: [scoped(uri('HTTP://A.VN/x'))],
      }),
    ],
    ['a path in other case', undefined, () => ({ leaf: at_(uri('http://a.vn/x')), crls: [scoped(uri('http://a.vn/X'))] })],
    ['names relative to the issuer', 'good', () => ({ leaf: at_({ relative: 'CN=P' }), crls: [scoped({ relative: 'CN=p' })] })],
    [
      'a relative name and the full one',
      'good',
      () => ({ leaf: at_({ relative: 'CN=P' }), crls: [scoped(fullName('C=VN, CN=Sub, CN=P'))] }),
    ],
    [
      'a full name and another relative one',
      undefined,
      () => ({ leaf: at_(fullName('C=VN, CN=Sub, CN=P')), crls: [scoped({ relative: 'CN=Q' })] }),
    ],
    ['a point, and a list of the whole', 'good', () => ({ leaf: at_(fullName('CN=A')), crls: [ofSub()] })],
    ['a list of one point for a certificate without', undefined, () => ({ crls: [scoped(fullName('CN=A'))] })],
    ["a list of the issuer's own name for a certificate without", 'good', () => ({ crls: [scoped(fullName('C=VN, CN=Sub'))] })],
    ['a list of users', 'good', () => ({ crls: [scoped({ users: true })] })],
    ['a list of users for an authority', undefined, () => ({ leaf: authority, crls: [scoped({ users: true })] })],
    ['a list of authorities', undefined, () => ({ crls: [scoped({ authorities: true })] })],
    ['a list of authorities for one', 'good', () => ({ leaf: authority, crls: [scoped({ authorities: true })] })],
    ['a list of attribute certificates', undefined, () => ({ crls: [scoped({ attributes: true })] })],
    [
      'a scope that is not critical binds as well',
      undefined,
      () => ({ crls: [ofSub({ extensions: [scope({ authorities: true }, false)] })] }),
    ],
    ['some reasons', undefined, () => ({ crls: [scoped({ reasons: [1, 2] })] })],
    [
      'some reasons, and it is named for one',
      'revoked keyCompromise',
      () => ({ crls: [scoped({ reasons: [1, 2] }, { entries: [revoked] })] }),
    ],
    ['all reasons in two lists', 'good', () => ({ crls: [scoped({ reasons: [1, 2] }), scoped({ reasons: [3, 4, 5, 6, 7, 8] })] })],
    [
      'all reasons in two lists, named in the second',
      'revoked certificateHold',
      () => ({
        crls: [scoped({ reasons: [1, 2] }), scoped({ reasons: [3, 4, 5, 6, 7, 8] }, { entries: [{ serial, reason: held }] })],
      }),
    ],
    [
      'all reasons at two points',
      'good',
      () => ({
        leaf: at_({ ...fullName('CN=A'), reasons: [1, 2] }, { ...fullName('CN=B'), reasons: [3, 4, 5, 6, 7, 8] }),
        crls: [scoped(fullName('CN=A')), scoped(fullName('CN=B'))],
      }),
    ],
    [
      'a point with some reasons alone',
      undefined,
      () => ({ leaf: at_({ ...fullName('CN=A'), reasons: [1, 2] }), crls: [scoped(fullName('CN=A'))] }),
    ],
  ])('%s: %s', run);
});
