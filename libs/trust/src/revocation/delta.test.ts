import { type Key, keyIdentifiers, newKey, scope } from '../x509/testing/look-alike.test-kit';
import { type EntryWish, type ListWish } from './testing/list.test-kit';
import { held, ofSub, revoked, root, type Row, run, serial, sub } from './testing/situation.test-kit';

describe('delta lists (§5.2.4)', () => {
  const base = (wish: Partial<ListWish> = {}): Buffer => ofSub({ number: 1, ...wish });
  const delta = (wish: Partial<ListWish> = {}): Buffer => ofSub({ number: 5, base: 1, from: '2026-11-22T00:00:00Z', ...wish });
  const ids = (key: Key): Buffer[] => keyIdentifiers(key, key).slice(1);
  const removed: EntryWish = { serial, reason: 8 };
  it.each<Row>([
    ['without a base', undefined, () => ({ crls: [delta()] })],
    ['that add nothing', 'good', () => ({ crls: [base(), delta()] })],
    ['that add it', 'revoked keyCompromise', () => ({ crls: [base(), delta({ entries: [revoked] })] })],
    ['to a base that names it', 'revoked keyCompromise', () => ({ crls: [base({ entries: [revoked] }), delta()] })],
    ['that take it from hold', 'good', () => ({ crls: [base({ entries: [{ serial, reason: held }] }), delta({ entries: [removed] })] })],
    [
      'that turn its hold into more',
      'revoked keyCompromise',
      () => ({ crls: [base({ entries: [{ serial, reason: held }] }), delta({ entries: [revoked] })] }),
    ],
    [
      'to a later base than ours',
      'revoked keyCompromise',
      () => ({ crls: [base({ entries: [revoked] }), delta({ base: 2, entries: [removed] })] }),
    ],
    [
      'older than the base',
      'revoked keyCompromise',
      () => ({ crls: [base({ number: 9, entries: [revoked] }), delta({ entries: [removed] })] }),
    ],
    ['that save a base out of date', 'good', () => ({ crls: [base({ until: '2026-11-22T00:00:00Z' }), delta()] })],
    ['that do not meet a base out of date', undefined, () => ({ crls: [base({ until: '2026-11-22T00:00:00Z' }), delta({ base: 2 })] })],
    [
      'out of date, with a base that is not',
      'good',
      () => ({ crls: [base(), delta({ until: '2026-11-22T12:00:00Z', entries: [revoked] })] }),
    ],
    ['by another key', 'good', () => ({ crls: [base(), delta({ by: { name: sub.name, key: newKey() }, entries: [revoked] })] })],
    ['of another scope', 'good', () => ({ crls: [base(), delta({ entries: [revoked], extensions: [scope({ users: true })] })] })],
    [
      'of the same scope',
      'revoked keyCompromise',
      () => ({
        crls: [base({ extensions: [scope({ users: true })] }), delta({ entries: [revoked], extensions: [scope({ users: true })] })],
      }),
    ],
    [
      'of another key identifier',
      'good',
      () => ({ crls: [base({ extensions: ids(sub.key) }), delta({ entries: [revoked], extensions: ids(root.key) })] }),
    ],
  ])('%s: %s', run);
});
