import { RevocationService } from '@lienthong/authority';
import { type HubConfig, rulesOf } from '@lienthong/config';
import { documentTypes, registeredTypes } from '@lienthong/documents';
import { type RawMessage, encodeIncoming } from '@lienthong/message';
import { type Ended, type Lot, type Parsed, type Recorded, type Routed, Way } from '@lienthong/pipeline';
import { createLogger } from '@lienthong/runtime';
import { ClaimReader } from '@lienthong/trust';
import { v7 as newId } from 'uuid';
import { adapters } from '../adapters';
import { claimsOf } from '../core/active-rules';
import { anchorsOf, ruleSet } from '../core/rule-set';
import { Signatures } from '../core/signatures';

const nothing: Recorded = { recorded: 0, refused: 0, duplicates: 0, unverified: 0, parked: 0 };
const never = (): Promise<never> => Promise.reject(new Error('a dry run records, seals and sends nothing'));

/** Steps 1 to 6 as the files say, up to what step 7 would record. Asks at most for OCSP and CRL, and those only of the hosts that may be asked. */
export async function dryRun(config: HubConfig, zone: string, raw: RawMessage, now: Date): Promise<Routed | Ended | undefined> {
  const revocation = new RevocationService({ hosts: config.revocation.allow, clock: () => now, log: createLogger('try', 'error') });
  const reader = new ClaimReader();
  const signatures = new Signatures(reader, { read: (claim) => Promise.resolve(reader.read(claim)) }, revocation, () => now);
  const content = rulesOf(config);
  const anchors = anchorsOf(content.roots);
  const judge: Parameters<typeof ruleSet>[0]['judge'] = (claim, signedAt) => signatures.judge(claim, anchors, signedAt);
  const documents = [...documentTypes, ...(await registeredTypes(content.schemas ?? []))];
  const rules = ruleSet({ version: 0, content, adapters, documents, judge });
  const fetchMissing = async (parsed: Lot<Parsed>, deadlineMs: number): Promise<void> => {
    const claims = claimsOf(parsed);
    await signatures.prepare(claims.map(({ signature }) => signature));
    await revocation.fetchMissing(
      claims.flatMap(({ signature, at }) => signatures.needs(signature, anchors, at)),
      deadlineMs,
    );
  };
  let result: Routed | Ended | undefined;
  const record = ([first]: Lot<Routed>): Promise<Recorded> => {
    result = first;
    return Promise.resolve(nothing);
  };
  const way = new Way({
    rules: { current: () => Promise.resolve(rules), fetchMissing },
    ledger: { record, settle: never },
    log: { numberPending: never, seal: never },
    ...{ sign: never, queue: { release: never }, out: { publish: never }, newId },
  });
  try {
    const position = { topic: `in.${zone}`, partition: 0, offset: 0n };
    await way.carry({ messages: [{ zone, position, acceptedAt: now, value: encodeIncoming(raw) }], advances: [] });
    return result;
  } finally {
    await revocation.close();
  }
}
