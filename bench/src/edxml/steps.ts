import { documentAxisAdapter } from '@lienthong/adapter-document-axis';
import { edxmlV1, readEdxml } from '@lienthong/documents';
import type { RawMessage } from '@lienthong/message';
import { ClaimReader, packClaim, portableClaim, unpackClaim } from '@lienthong/trust';

export const steps = ['zone', 'parse', 'thread', 'verify', 'signed', 'validate', 'render'] as const;
type Step = (typeof steps)[number];
/** Microseconds of processor time that each step takes for one message. */
export type StepCosts = Readonly<Record<Step, number>>;

const [passes, messages] = [8, 200];
const config = documentAxisAdapter.config.parse({
  ...{ baseUrl: 'http://127.0.0.1/vxp', systemid: 'bench', secretFile: '/nowhere', source: {}, sink: {} },
});

/** A batch goes step by step through the functions that the way calls; the best of several: what disturbs one only makes it slower. */
export async function stepCosts(document: Uint8Array): Promise<StepCosts> {
  const reader = new ClaimReader();
  const best = new Map<Step, number>();
  for (let pass = 0; pass < passes; pass++)
    for (const [step, micros] of await batch(document, reader)) best.set(step, Math.min(micros, best.get(step) ?? Infinity));
  return Object.fromEntries(best) as StepCosts;
}

async function batch(document: Uint8Array, reader: ClaimReader): Promise<Map<Step, number>> {
  const costs = new Map<Step, number>();
  const each = async <A, B>(step: Step, all: readonly A[], act: (one: A) => B | Promise<B>): Promise<B[]> => {
    const before = process.cpuUsage();
    const results: B[] = [];
    for (const one of all) results.push(await act(one));
    const { user, system } = process.cpuUsage(before);
    costs.set(step, (user + system) / all.length);
    return results;
  };
  const raws = Array.from({ length: messages }, () => rawOf(document));
  await each('zone', raws, ({ payload }) => readEdxml(Uint8Array.from(payload)));
  const reads = await each('parse', raws, (raw) => documentAxisAdapter.read(raw));
  const claims = reads.map(({ signature }) => {
    if (signature.format !== 'xmldsig') throw new Error(`the message says that its signature is ${signature.format}`);
    return signature;
  });
  const found = await each('verify', claims, (claim) => reader.read(claim));
  const [first] = found;
  const bad = first?.found.checks.find(({ result }) => result === 'failed' || result === 'unknown');
  if (!first || bad || first.uncovered.length > 0) throw new Error(`the signature does not hold: ${JSON.stringify(bad)}`);
  await each('thread', claims, (claim) => (structuredClone(portableClaim(claim)), unpackClaim(structuredClone(packClaim(first)))));
  const said = await each('signed', claims, (claim) => claim.readSigned(first.found.signed));
  await each('validate', said, ({ envelope, data }) => {
    edxmlV1.check(envelope, data);
    return [edxmlV1.contentDigest(envelope, data), edxmlV1.steps?.(envelope, data)];
  });
  const ready = said.map((one, i) => ({ ...one, raw: raws[i] ?? rawOf(document) }));
  const rendered = await each('render', ready, (one) => documentAxisAdapter.render(one, config));
  if (!rendered[0]) throw new Error('there is no rendering');
  return costs;
}

const rawOf = (document: Uint8Array): RawMessage => ({
  ...{ connector: 'document-axis', subject: '', contentType: 'application/edxml+xml', attributes: {} },
  payload: Uint8Array.from(document),
});
