import { createHash } from 'node:crypto';
import { type Advance, Failure, type FailureKind, type RawMessage, encodeIncoming, lane } from '@lienthong/message';
import { Ended, type Judged, type Known, type Received, type Routed, receive } from '@lienthong/pipeline';
import { v7 as newId } from 'uuid';

export interface Sample {
  readonly id?: string;
  readonly subject?: string;
  readonly content?: string;
  readonly to?: readonly string[];
  readonly steps?: Routed['steps'];
}

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest();

let offsets = 0n;

/** As step 1 gives it; `content` is its payload. */
function received({ subject = 'S-1', content = 'content' }: Sample): Received {
  const raw: RawMessage = {
    connector: 'portal',
    subject,
    contentType: 'text/plain',
    attributes: { 'jws-signature': 'a..b' },
    payload: Buffer.from(content),
  };
  const position = { topic: 'in.portal', partition: 0, offset: (offsets += 1n) };
  return receive({ zone: 'portal', position, acceptedAt: new Date(), value: encodeIncoming(raw) }, newId);
}

type Verdict = Judged['verdict'];
type CheckRecord = Verdict['record']['checks'][number];

/** `valid` but for the result of its one check, where there is one. */
export function verdictWith(check?: CheckRecord): Verdict {
  const standing = check ? (check.result === 'failed' ? 'invalid' : 'indeterminate') : 'valid';
  const judgement = { standing, checks: check ? [0] : [] } as const;
  const at = new Date().toISOString();
  const record: Verdict['record'] = {
    ...{ form: 'lienthong/verdict/v1', signedAt: at, judgedAt: at },
    ...{ format: 'jws', level: '', algorithm: 'RS256', coversWhole: true, timeBasis: 'evidence', signer: 'ff', chain: [] },
    ...{ whenSigned: judgement, now: judgement, timestamps: [], checks: check ? [check] : [] },
  };
  return { record, text: JSON.stringify(record) };
}

function known(sample: Sample, raw: RawMessage): Known {
  const { id = newId(), subject = 'S-1' } = sample;
  return {
    sender: 'portal',
    raw,
    envelope: {
      id,
      source: 'portal',
      type: 'test',
      subject,
      time: new Date(),
      datacontenttype: 'text/plain',
      dataschema: 'test/1',
      receivers: [],
    },
    verdict: verdictWith(),
    isProvisional: false,
    signature: raw.attributes['jws-signature'] ?? '',
  };
}

/** As step 6 gives it; only this kit may make one without the steps before. */
export function routed(sample: Sample): Routed {
  const one = received(sample);
  if (!one.raw) throw new Error('a sample without bytes');
  const { content = 'content', subject = 'S-1', to = ['one-stop'] } = sample;
  const destinations = to.map((connector) => ({
    connector,
    zone: connector,
    lane: lane(connector, subject),
    contentType: 'text/plain',
    attributes: {},
    body: Buffer.from(`for ${connector}: ${content}`),
  }));
  return {
    received: one,
    known: known(sample, one.raw),
    data: {},
    contentDigest: sha256(content),
    receivers: [],
    destinations,
    steps: sample.steps ?? [],
  } as unknown as Routed;
}

export function ended(
  how: Ended['how'],
  kind: FailureKind,
  code: ConstructorParameters<typeof Failure>[1],
  sample: Sample,
  verified = false,
): Ended {
  const one = received(sample);
  return new Ended(how, new Failure(kind, code), { received: one, known: verified && one.raw ? known(sample, one.raw) : undefined });
}

export const advance = (from: bigint, to: bigint, topic = 'in.portal'): Advance => ({
  topic,
  partition: 0,
  from,
  to,
  appendedAt: new Date(),
  leaderEpoch: 0,
});
