import type { Planned } from '@lienthong/sandbox';
import { needed } from '../faults/support/promised';
import { inventDossiers } from '../load/flow';
import type { Finding, Town } from '../model';
import { sabotage } from './sabotage';
import { handIn } from './support/hand-in';
import { listed } from './support/listed';

const way = 'libs/pipeline/dist/way.js';
const validate = 'libs/pipeline/dist/steps/validate.js';
const verify = 'libs/pipeline/dist/steps/verify.js';

/** The rules look at what was parsed, the signature is looked for somewhere in it: a signed document inside of another one vouches for both. */
export const validateFirst = sabotage({
  name: 'validate-first',
  title: { vi: 'kiểm tra nội dung trước khi xác thực chữ ký', en: 'validation before verification' },
  edits: [
    {
      file: way,
      find: '(parsed, (m) => (0, verify_1.verify)(m, rules.senders))',
      replace: '(parsed, (m) => (0, validate_1.validate)(m, rules.schemas))',
    },
    {
      file: way,
      find: '(verified, (m) => (0, validate_1.validate)(m, rules.schemas))',
      replace: '(verified, (m) => (0, verify_1.verify)(m, rules.senders))',
    },
    { file: validate, find: 'const { envelope } = verified.known;', replace: 'const { envelope, data } = verified.claim;' },
    { file: validate, find: 'const { data } = verified;', replace: '' },
    {
      file: verify,
      find: 'const { received, raw, claim } = parsed;',
      replace: 'const { received, raw, claim, contentDigest, steps } = parsed;',
    },
    { file: verify, find: 'raw }, data };', replace: 'raw }, data, contentDigest, steps };' },
    {
      file: 'libs/adapter-kit/dist/cloudevents.js',
      find: "{ format: 'jws-detached', jws, signed: payload }",
      replace: `{ format: 'jws-detached', jws, signed: Buffer.from(JSON.parse(Buffer.from(payload).toString()).wrapped ?? payload, 'base64') }`,
    },
  ],
  shows: ['phantom', 'lost'],
  async probe(blow) {
    const { town, random, stop } = blow;
    await handIn(blow, 1);
    const [first, second] = await inventDossiers(town, random.int(1, 1_000_000), 2);
    const [step] = first?.changes ?? [];
    const [push] = second?.pushes ?? [];
    if (!step || !push) throw new Error('nothing was planned');
    const bad = [wrapped(step), forgedAndUnknown(push)];
    for (const one of bad) await town.outside.submit(one, stop);
    return wrongly(town, bad);
  },
});

const eventOf = ({ body }: Planned): Record<string, unknown> => JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>;
const bytesOf = (event: unknown): Uint8Array => Buffer.from(JSON.stringify(event));
const invalid = { outcome: 'refuse', code: 'signature.invalid' } as const;

/** Another officer than the one who signed, and the signed document inside. */
function wrapped(step: Planned): Planned {
  const event = eventOf(step);
  const data = { ...(event['data'] as object), officer: { name: 'Kẻ Mạo Danh', title: 'Chuyên viên', department: 'Không có thật' } };
  const body = bytesOf({ ...event, data, wrapped: Buffer.from(step.body).toString('base64') });
  return { ...step, kind: 'wrapped', body, signing: { by: 'one-stop', over: step.body }, expected: invalid };
}

/** Changed after it was signed, and of a type that nobody knows: only its signature may be talked about. */
function forgedAndUnknown(push: Planned): Planned {
  const body = bytesOf({ ...eventOf(push), dataschema: 'dossier/9' });
  return { ...push, kind: 'forged-and-unknown', body, signing: { by: 'portal', over: push.body }, expected: invalid };
}

async function wrongly(town: Town, bad: readonly Planned[]): Promise<Finding[]> {
  const rows = town.outside.ledger.rows.slice(-bad.length);
  const fates = async (): Promise<(readonly [string, string])[]> => {
    const known = new Map((await listed(town)).map(({ digest, outcome, code }) => [digest, [outcome, code] as const]));
    return rows.flatMap(({ digest }) => [known.get(digest) ?? []]) as (readonly [string, string])[];
  };
  await needed('both are decided', async () => (await fates()).length === bad.length);
  return (await fates()).flatMap(([outcome, code], i): Finding[] => {
    const what = `${bad[i]?.kind ?? ''}: ${outcome} ${code}`;
    if (outcome === 'recorded') return [{ figure: 'phantom', n: rows[i]?.n ?? 0, what }];
    return code === invalid.code ? [] : [{ figure: 'lost', n: rows[i]?.n ?? 0, what }];
  });
}
