import { compare, passed } from './compare';
import type { FaultFigure, LedgerRow, ListedMessage, Observation } from './model';

const hex = (n: number): string => n.toString(16).padStart(64, '0');
const row = (n: number, over: Partial<LedgerRow> = {}): LedgerRow => ({
  n,
  channel: 'one-stop',
  id: `m-${n}`,
  subject: 'D-1',
  digest: hex(n),
  expected: { outcome: 'accept' },
  effect: `D-1 step-${n}`,
  ...over,
});
const listing = (n: number, over: Partial<ListedMessage> = {}): ListedMessage => ({
  message: `hub-${n}`,
  connector: 'one-stop',
  id: `m-${n}`,
  sender: '000.99.02.H26',
  type: 'dossier.status-changed',
  subject: 'D-1',
  digest: hex(n),
  outcome: 'recorded',
  code: '',
  acceptedAt: '2026-11-23T08:00:01.000Z',
  deliveries: [{ connector: 'portal', state: 'delivered' }],
  ...over,
});
const refused = (n: number, code: string, outcome: 'refused' | 'unverified' = 'unverified'): ListedMessage =>
  listing(n, { outcome, code, deliveries: [] });
const bad = (n: number, code: string): LedgerRow => row(n, { expected: { outcome: 'refuse', code } });

/** A day in which all is well: three good steps, a repeat of the first, three bad messages (one of them refused at the door). */
const well: Observation = {
  ledger: [
    row(1),
    row(2),
    { ...row(1), n: 3, expected: { outcome: 'duplicate' } },
    bad(4, 'signature.invalid'),
    bad(5, 'agreement.missing'),
    bad(6, 'message.too-large'),
    row(7),
  ],
  answers: [1, 2, 3, 4, 5, 6, 7].map((n) =>
    n === 6 ? { n, answer: 'refused', code: 'message.too-large' } : { n, answer: 'acknowledged', code: '' },
  ),
  earlier: [row(100)],
  listed: [
    listing(100, { acceptedAt: '2026-11-22T08:00:00.000Z' }),
    listing(1),
    listing(2),
    listing(1, { message: 'hub-3', outcome: 'duplicate', deliveries: [] }),
    refused(4, 'signature.invalid'),
    refused(5, 'agreement.missing', 'refused'),
    listing(7),
  ],
  delivered: ['D-1 step-100', 'D-1 step-1', 'D-1 step-2', 'D-1 step-7'],
  began: new Date('2026-11-23T08:00:00Z'),
  before: ['D-1 step-100'],
  receipts: { receipts: 9, valid: 9, invalid: 0 },
  seconds: 12.5,
  seed: 7,
};

const relisted = (from: (m: ListedMessage) => ListedMessage[]): Partial<Observation> => ({ listed: well.listed.flatMap(from) });
const without = (message: string): Partial<Observation> => relisted((m) => (m.message === message ? [] : [m]));
const changed = (message: string, over: Partial<ListedMessage>): Partial<Observation> =>
  relisted((m) => (m.message === message ? [{ ...m, ...over }] : [m]));

describe('the checker', () => {
  it('passes a day in which all is well and counts it', () => {
    const { figures, findings } = compare(well);
    expect(findings).toEqual([]);
    expect(passed(figures)).toBe(true);
    expect(figures).toEqual({
      submitted: 7,
      accepted: 4,
      refused: 3,
      refusedByCode: { 'signature.invalid': 1, 'agreement.missing': 1, 'message.too-large': 1 },
      duplicates: 1,
      recorded: 3,
      delivered: 3,
      lost: 0,
      doubled: 0,
      outOfOrder: 0,
      wronglyRefused: 0,
      wronglyAccepted: 0,
      wrongReason: 0,
      parked: 0,
      receipts: 9,
      receiptsInvalid: 0,
      scenarios: 0,
      scenariosFailed: 0,
      seconds: 12.5,
      seed: 7,
    });
  });

  it('leaves alone what was handed in by hand before the day, whenever it arrives', () => {
    const byHand = listing(66, { subject: 'D-9', acceptedAt: '2026-11-23T07:59:59.999Z' });
    const erased = listing(67, { subject: '', digest: '', acceptedAt: '2026-11-22T08:00:00.000Z' });
    const seen: Observation = {
      ...well,
      listed: [byHand, erased, ...well.listed],
      delivered: ['D-8 step-1', ...well.delivered, 'D-9 step-1'],
      before: ['D-8 step-1', ...well.before],
    };
    expect(compare(seen).findings).toEqual([]);
  });

  it('has nothing against a refused message that came again', () => {
    const again = well.listed
      .filter(({ message }) => message === 'hub-5')
      .map((m) => ({ ...m, message: 'hub-55', outcome: 'duplicate' as const }));
    expect(compare({ ...well, listed: [...well.listed, ...again] }).findings).toEqual([]);
  });

  it('still compares what an earlier day submitted', () => {
    const seen: Observation = {
      ...well,
      listed: well.listed.map((m) => ({ ...m, acceptedAt: '2026-11-22T08:00:00.000Z' })),
      delivered: well.delivered.filter((effect) => effect !== 'D-1 step-2'),
    };
    expect(compare(seen).figures).toMatchObject({ lost: 1, wronglyAccepted: 0 });
  });

  it('never passes an empty day', () => {
    const nothing = { ...well, ledger: [], answers: [], earlier: [], listed: [], delivered: [] };
    expect(passed(compare(nothing).figures)).toBe(false);
  });

  it.each<[FaultFigure, string, Partial<Observation>]>([
    ['lost', 'a good message that the hub does not know', without('hub-2')],
    ['lost', 'a good message recorded but not delivered', { delivered: ['D-1 step-1', 'D-1 step-7'] }],
    ['lost', 'a bad message of which nothing is known', without('hub-4')],
    ['lost', 'a repeat of which nothing is known', without('hub-3')],
    ['doubled', 'one effect twice', { delivered: [...well.delivered, 'D-1 step-1'] }],
    ['doubled', 'the repeat recorded again', changed('hub-3', { outcome: 'recorded' })],
    [
      'doubled',
      'two deliveries to one connector',
      changed('hub-2', { deliveries: [1, 2].map(() => ({ connector: 'portal', state: 'delivered' })) }),
    ],
    ['outOfOrder', 'a step that overtook another', { delivered: ['D-1 step-1', 'D-1 step-7', 'D-1 step-2'] }],
    [
      'wronglyRefused',
      'a good message refused by the core',
      changed('hub-2', { outcome: 'refused', code: 'agreement.missing', deliveries: [] }),
    ],
    [
      'wronglyRefused',
      'a good message whose signature was not believed',
      changed('hub-2', { outcome: 'unverified', code: 'signature.invalid' }),
    ],
    [
      'wronglyRefused',
      'a good message refused at the door',
      { ...without('hub-2'), answers: well.answers.map((a) => (a.n === 2 ? { n: 2, answer: 'refused', code: 'door.unauthorised' } : a)) },
    ],
    ['wronglyRefused', 'a repeat refused', changed('hub-3', { outcome: 'refused', code: 'message.conflict' })],
    [
      'wronglyRefused',
      'a good message refused by its receiver',
      changed('hub-2', { deliveries: [{ connector: 'portal', state: 'dead' }] }),
    ],
    ['wronglyAccepted', 'a bad message recorded', changed('hub-4', { outcome: 'recorded', code: '' })],
    ['wronglyAccepted', 'a bad message that passed for a repeat', changed('hub-4', { outcome: 'duplicate', code: '' })],
    ['wronglyAccepted', 'a bad message that took effect', { delivered: [...well.delivered, 'D-1 step-5'] }],
    ['wronglyAccepted', 'a record that nobody submitted', { listed: [...well.listed, listing(66)] }],
    ['wronglyAccepted', 'an effect that nobody submitted', { delivered: [...well.delivered, 'D-9 step-1'] }],
    ['wrongReason', 'a bad message refused with another code', changed('hub-4', { code: 'certificate.untrusted' })],
    ['parked', 'a message in its in-lane', changed('hub-2', { outcome: 'parked', code: 'revocation.unavailable', deliveries: [] })],
    [
      'parked',
      'a message in its in-lane of which only the lane is known',
      changed('hub-2', { ...{ outcome: 'parked', id: '', sender: '', digest: '' }, deliveries: [] }),
    ],
    ['parked', 'a message in its out-lane', changed('hub-2', { deliveries: [{ connector: 'portal', state: 'parked' }] })],
    ['receiptsInvalid', 'a receipt that does not verify', { receipts: { receipts: 9, valid: 8, invalid: 1 } }],
    ['receiptsInvalid', 'a receipt that nobody judged', { receipts: { receipts: 9, valid: 8, invalid: 0 } }],
    ['receiptsInvalid', 'fewer receipts than outcomes', { receipts: { receipts: 4, valid: 4, invalid: 0 } }],
  ])('catches %s: %s', (figure, _, sabotage) => {
    const { figures } = compare({ ...well, receipts: { receipts: 20, valid: 20, invalid: 0 }, ...sabotage });
    const others = {
      lost: 0,
      doubled: 0,
      outOfOrder: 0,
      wronglyRefused: 0,
      wronglyAccepted: 0,
      wrongReason: 0,
      parked: 0,
      receiptsInvalid: 0,
      scenarios: 0,
      scenariosFailed: 0,
    };
    expect(figures).toMatchObject({ ...others, [figure]: 1 });
    expect(passed(figures)).toBe(false);
  });
});

/** A question of the one-stop system, what the register answered, and what came of it. */
describe('a question', () => {
  const question = row(8, { subject: '9900000016', effect: '9900000016 enterprise.details m-8', asks: true });
  const answer = listing(900, {
    ...{ message: 'hub-900', connector: 'business-registration', id: 're-hub-8', sender: '000.99.20.H26', type: 'enterprise.details' },
    ...{ subject: '9900000016', deliveries: [{ connector: 'one-stop', state: 'delivered' }] },
  });
  const asked = (...answers: ListedMessage[]): Observation => ({
    ...well,
    ledger: [...well.ledger, question],
    answers: [...well.answers, { n: 8, answer: 'acknowledged', code: '' }],
    listed: [
      ...well.listed,
      listing(8, { subject: '9900000016', deliveries: [{ connector: 'business-registration', state: 'delivered' }] }),
      ...answers,
    ],
    delivered: [...well.delivered, question.effect],
    receipts: { receipts: 20, valid: 20, invalid: 0 },
  });
  const faults = (seen: Observation) => compare(seen).findings.map(({ figure, what }) => [figure, what]);

  it('is well with its one answer', () => {
    expect(faults(asked(answer))).toEqual([]);
  });

  it.each<[string, Observation, unknown[]]>([
    ['without an answer', { ...asked(), delivered: well.delivered }, ['lost', 'recorded but not delivered']],
    ['with two answers', asked(answer, { ...answer, message: 'hub-901' }), ['doubled', 'recorded again as hub-901']],
    [
      'with an answer delivered twice',
      asked({ ...answer, deliveries: [...answer.deliveries, ...answer.deliveries] }),
      ['doubled', 'two deliveries to one connector'],
    ],
    [
      'with an answer that stands',
      asked({ ...answer, deliveries: [{ connector: 'one-stop', state: 'parked' }] }),
      ['parked', 'in its out-lane'],
    ],
    [
      'and an answer that nobody asked for',
      asked(answer, { ...answer, id: 're-hub-7', message: 'hub-901' }),
      ['wronglyAccepted', 'nobody submitted hub-901'],
    ],
    [
      'and an answer of somebody else',
      asked(answer, { ...answer, connector: 'portal', message: 'hub-901' }),
      ['wronglyAccepted', 'nobody submitted hub-901'],
    ],
  ])('%s is not', (_, seen, fault) => {
    expect(faults(seen)).toContainEqual(fault);
  });
});
