import { type DossierStatusChanged, dossierV1 } from '@lienthong/documents';
import { explain, Failure, parseJson, readEnvelope } from '@lienthong/message';
import { digestOf } from './event';
import { faultKinds } from './faults';
import type { CityDay, Planned } from './model';
import { plan } from './plan';

const options = { seed: 7, dossiers: 300, bad: 60, now: new Date('2026-11-23T08:00:00Z'), first: 1 };
const day = plan(options);
const all = (of: CityDay): Planned[] => of.dossiers.flatMap(({ pushes, changes }) => [...pushes, ...changes]);
const good = all(day).filter(({ kind }) => kind === 'good');
const bad = all(day).filter(({ kind }) => kind !== 'good');
const dataOf = ({ body }: Planned): DossierStatusChanged =>
  (JSON.parse(new TextDecoder().decode(body)) as { data: DossierStatusChanged }).data;

const bodyOf = (body: Uint8Array): Record<string, unknown> => JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>;

const printOf = (of: CityDay): string =>
  all(of)
    .map(({ body, signing, ...rest }) =>
      JSON.stringify([digestOf(body), signing === 'unsigned' || 'forge' in signing ? signing : signing.by, rest]),
    )
    .join('\n');

/** What the hub's steps 2 and 4 say of the bytes, signatures aside. */
function judged({ body }: Planned): string {
  try {
    const event = parseJson(body) as Record<string, unknown>;
    const envelope = readEnvelope(event);
    dossierV1.check(envelope, event['data']);
    return 'kept';
  } catch (failure) {
    if (failure instanceof Failure) return failure.code;
    throw failure;
  }
}

describe('a city day', () => {
  it('is the same for the same options and another one for another seed', () => {
    expect(printOf(plan(options))).toBe(printOf(day));
    expect(printOf(plan({ ...options, seed: 8 }))).not.toBe(printOf(day));
  });

  it('has 300 dossiers with 5-9 changes each, and 60 bad messages of every kind', () => {
    expect(day.dossiers).toHaveLength(300);
    for (const { changes } of day.dossiers) {
      const steps = changes.filter(({ kind }) => kind === 'good').length;
      expect(steps).toBeGreaterThanOrEqual(5);
      expect(steps).toBeLessThanOrEqual(9);
    }
    expect(bad).toHaveLength(60);
    expect(new Set(bad.map(({ kind }) => kind)).size).toBe(faultKinds.length);
    expect(new Set(bad.map(({ channel }) => channel)).size).toBe(2);
  });

  it('keeps the same good messages whatever bad ones are mixed in', () => {
    expect(all(plan({ ...options, bad: 0 })).map(({ id }) => id)).toEqual(good.map(({ id }) => id));
  });

  it('has every tenth dossier created at the national portal, unsigned, and its progress sent there; nothing about it is spoilt', () => {
    const national = plan({ ...options, nationalEvery: 10 }).dossiers.filter(({ pushes }) => pushes[0]?.channel === 'national-portal');
    expect(national).toHaveLength(30);
    for (const { dossier, pushes, changes } of national) {
      expect(pushes).toMatchObject([{ kind: 'good', signing: 'unsigned', id: `dvcqg-${dossier.code}`, expected: { outcome: 'accept' } }]);
      expect(JSON.parse(new TextDecoder().decode(pushes[0]?.body))).toMatchObject({ MaHoSo: dossier.code, MaTTHC: dossier.procedure.code });
      expect(changes.every(({ kind, body }) => kind === 'good' && String(bodyOf(body)['receivers']) === '000.00.01.G99')).toBe(true);
    }
  });

  it('takes every dossier along legal transitions from 1 on, some to an end and some not', () => {
    const legal = '1>2 1>3 1>7 2>4 2>5 2>6 2>7 2>8 4>4 4>5 4>6 4>7 4>8 4>9 5>4 5>7 5>8 6>4 6>7 6>8 9>10'.split(' ');
    const ends = day.dossiers.map(({ changes }) => {
      const steps = changes.filter(({ kind }) => kind === 'good').map(dataOf);
      expect(steps[0]).toMatchObject({ from: '1', received: { dossier: { channel: 'online' } } });
      steps.forEach((step, i) => {
        expect(legal).toContain(`${step.from}>${step.to}`);
        if (i > 0) expect(step.from).toBe(steps[i - 1]?.to);
        if (i > 0) expect(Date.parse(step.at)).toBeGreaterThan(Date.parse(steps[i - 1]?.at ?? ''));
      });
      expect(Date.parse(steps.at(-1)?.at ?? '')).toBeLessThan(options.now.getTime());
      return steps.at(-1)?.to;
    });
    expect(new Set(ends)).toEqual(new Set(['4', '5', '6', '7', '8', '9', '10']));
  });

  it('has results that go back by post and at the counter', () => {
    const ways = day.dossiers.map(({ dossier }) => dossier.resultReturn);
    expect(new Set(ways)).toEqual(new Set(['post', 'counter']));
  });

  it('has good messages that the document type keeps, in Vietnamese, each with its own id and effect', () => {
    for (const each of good) expect(judged(each)).toBe('kept');
    expect(good.every(({ body }) => /[ạảấầẩậắằẵặếềểệịọốồổộớờợụứừửự]/u.test(new TextDecoder().decode(body)))).toBe(true);
    expect(new Set(good.map(({ id }) => id)).size).toBe(good.length);
    expect(new Set(good.map(({ effect }) => effect)).size).toBe(good.length);
  });

  it('names nobody: ids of no province and century, reserved phones and domains', () => {
    const text = good.map(({ body }) => new TextDecoder().decode(body)).join('\n');
    for (const [, id] of text.matchAll(/"idNumber":"(\d+)"/g)) expect(id).toMatch(/^(0999\d{8}|9900\d{6})$/);
    for (const [, phone] of text.matchAll(/"phone":"(\d+)"/g)) expect(phone).toMatch(/^0900000\d{3}$/);
    for (const [, host] of text.matchAll(/(?:@|https:\/\/)([a-z.-]+)/g)) expect(host).toMatch(/\.example\.vn$/);
  });

  it('puts a duplicate or conflict behind the message that it repeats', () => {
    const queues = day.dossiers.flatMap(({ pushes, changes }) => [pushes, changes]);
    for (const queue of queues)
      for (const [at, each] of queue.entries())
        if (each.kind === 'duplicate' || each.kind === 'conflict')
          expect(queue.findIndex(({ kind, id }) => kind === 'good' && id === each.id)).toBeLessThan(at);
    expect(bad.filter(({ kind }) => kind === 'duplicate' || kind === 'conflict').length).toBeGreaterThanOrEqual(4);
  });
});

describe('bad messages', () => {
  const repeats = new Set(['duplicate', 'conflict']);
  const ofForm: Record<string, string> = {
    'illegal-transition': 'dossier.transition-illegal',
    'wrong-type': 'type.unknown',
    garbage: 'message.malformed',
    'deep-json': 'message.malformed',
    'proto-key': 'message.malformed',
    'nul-character': 'message.malformed',
    'wrong-charset': 'message.malformed',
    oversized: 'dossier.shape',
  };

  it.each(faultKinds)('%s has one thing wrong, an id of its own and an effect that no good message has', (kind) => {
    const ids = new Set(good.map(({ id }) => id));
    const effects = new Set(good.map(({ effect }) => effect));
    const some = bad.filter((each) => each.kind === kind);
    expect(some.length).toBeGreaterThanOrEqual(2);
    for (const each of some) {
      expect(judged(each)).toBe(ofForm[kind] ?? 'kept');
      expect(ids.has(each.id)).toBe(repeats.has(kind));
      expect(effects.has(each.effect)).toBe(kind === 'duplicate');
      if (each.expected.outcome === 'refuse') expect(each.expected.code).toMatch(/^[a-z]+\.[a-z-]+$/);
    }
  });

  it('are refused with codes of the catalogue', () => {
    for (const { expected } of bad) if (expected.outcome === 'refuse') expect(explain(expected.code)).not.toBe(explain('no.such-code'));
  });

  it('never share their own ids or dossiers with the next day', () => {
    const next = plan({ ...options, first: options.first + options.dossiers + options.bad });
    const own = (of: CityDay): string[] =>
      all(of)
        .map(({ id }) => id)
        .filter(Boolean);
    const today = new Set(own(day));
    expect(own(next).filter((id) => today.has(id))).toEqual([]);
  });
});
