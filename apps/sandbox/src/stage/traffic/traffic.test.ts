import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plan } from '../../day/plan';
import type { Change } from '../../one-stop/model';
import type { Push, Pushed } from '../../portal/model';
import { Arrivals } from './arrivals';
import { Ledger } from './ledger';
import { playAll, playDossier } from './play';
import { type Submit, submitter } from './submit';

let dir: string;
let ledger: Ledger;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'stage-'));
  ledger = await Ledger.open(dir, 'run-1');
});
afterEach(async () => {
  await ledger.close();
  await rm(dir, { recursive: true, force: true });
});

const day = plan({ seed: 3, dossiers: 4, bad: 4, now: new Date('2026-11-23T08:00:00Z'), first: 1 });
const [dossier] = day.dossiers;
const push = dossier?.pushes.find(({ kind }) => kind === 'good');
const change = dossier?.changes.find(({ kind }) => kind === 'good');
if (!dossier || !push || !change) throw new Error('the plan has no dossier');
const never = new AbortController().signal;

/** A hub that gives these answers one after the other, `cut` by cutting the connection; and a feed. */
function hub(...answers: (Pushed | 'cut')[]) {
  const pushed: Push[] = [];
  const offered: Change[] = [];
  const submit = submitter({
    ledger,
    sign: () => Promise.resolve('head..signature'),
    door: {
      token: 't',
      push: (message) => {
        pushed.push(message);
        const answer = answers[pushed.length - 1] ?? { status: 202, body: {} };
        return answer === 'cut' ? Promise.reject(new Error('connection cut')) : Promise.resolve(answer);
      },
    },
    oneStop: {
      publish: (item) => {
        expect(ledger.rows.at(-1)?.subject).toBe(item.subject);
        return Promise.resolve(offered.push(item));
      },
    },
    patience: 3_000,
  });
  return { submit, pushed, offered };
}

describe('submitting', () => {
  it('tries again while the door is closed or cannot be reached, with one row in the ledger', async () => {
    const { submit, pushed } = hub({ status: 503, body: {}, retryAfter: 0.01 }, 'cut', { status: 202, body: {} });
    expect(await submit(push, never)).toBe(true);
    expect(pushed).toHaveLength(3);
    expect(pushed[2]).toMatchObject({ subject: push.subject, jws: 'head..signature', token: 't', body: push.body });
    expect(ledger.rows).toMatchObject([{ n: 1, channel: 'portal', id: push.id, expected: { outcome: 'accept' } }]);
    expect(ledger.answers).toEqual([{ n: 1, answer: 'acknowledged', code: '' }]);
  });

  it.each([
    [{ status: 413, body: { code: 'message.too-large' } }, 'message.too-large'],
    [{ status: 500, body: 'oops' }, 'http.500'],
  ])('takes %j as the last word', async (answer, code) => {
    const { submit, pushed } = hub(answer);
    expect(await submit(push, never)).toBe(false);
    expect(pushed).toHaveLength(1);
    expect(ledger.answers).toEqual([{ n: 1, answer: 'refused', code }]);
  });

  it('leaves a message unanswered when it is told to stop', async () => {
    const { submit } = hub('cut', 'cut', 'cut', 'cut', 'cut', 'cut', 'cut');
    expect(await submit(push, AbortSignal.timeout(200))).toBe(false);
    expect([ledger.rows.length, ledger.answers.length]).toEqual([1, 0]);
  });

  it('offers a change with its signature after it is in the ledger', async () => {
    const { submit, offered } = hub();
    await submit(change, never);
    expect(offered).toEqual([{ subject: change.subject, body: change.body, jws: 'head..signature' }]);
  });
});

describe('the ledger', () => {
  it('knows the rows of earlier runs', async () => {
    await hub().submit(push, never);
    const next = await Ledger.open(dir, 'run-2');
    expect(next.earlier.map(({ id }) => id)).toEqual([push.id]);
    expect(next.rows).toEqual([]);
    await next.close();
  });
});

describe('playing', () => {
  const recording = (): { submit: Submit; order: string[] } => {
    const order: string[] = [];
    return { order, submit: (message) => Promise.resolve(order.push(message.id) > 0) };
  };
  const playing = (submit: Submit, arrivals: Arrivals, stop: AbortSignal = never) => ({
    submit,
    arrivals,
    pace: () => 1,
    patience: 300,
    stop,
  });

  it('begins the work on a dossier when it has arrived, and keeps its order', async () => {
    const { submit, order } = recording();
    const arrivals = new Arrivals();
    const played = playDossier(dossier, playing(submit, arrivals));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(order).toEqual(dossier.pushes.map(({ id }) => id));
    arrivals.arrived(dossier.dossier.code);
    await played;
    expect(order).toEqual([...dossier.pushes, ...dossier.changes].map(({ id }) => id));
  });

  it('gives a dossier up when nothing arrives any more', async () => {
    const { submit, order } = recording();
    await playDossier(dossier, playing(submit, new Arrivals()));
    expect(order).toEqual(dossier.pushes.map(({ id }) => id));
  });

  it('has many dossiers in flight and ends when it is told to', async () => {
    const { submit, order } = recording();
    const stop = AbortSignal.timeout(150);
    await playAll(day.dossiers, 5, playing(submit, new Arrivals(), stop));
    expect(order).toHaveLength(day.dossiers.flatMap(({ pushes }) => pushes).length);
  });

  it('hands on what goes wrong inside a dossier', async () => {
    const broken: Submit = () => Promise.reject(new Error('the journal is full'));
    await expect(playAll(day.dossiers, 1, playing(broken, new Arrivals()))).rejects.toThrow('the journal is full');
  });
});
