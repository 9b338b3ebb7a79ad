import fc from 'fast-check';
import { compileRules } from './compile';
import type { RulesContent } from './content';
import { digestOf } from './digest';

const codes = ['P1', 'P2', 'P3', 'P4', 'P5'];
const types = ['a.b', 'a.c', 'd.e'];
const connectors = ['one', 'two', 'three'];
const fingerprints = ['f1', 'f2'];
const instants = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'];

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const some = <T>(values: T[]) => fc.constantFrom(...values);

const contents: fc.Arbitrary<RulesContent> = fc.record({
  parties: fc.tuple(
    ...codes.map((code) => fc.record({ suspended: fc.boolean(), alias: fc.boolean() }).map((with_) => partyOf(code, with_))),
  ),
  bindings: fc.array(
    fc.record({ sha256: some(fingerprints), party: some(codes), from: optional(some(instants)), until: optional(some(instants)) }),
    {
      maxLength: 4,
    },
  ),
  agreements: fc.array(
    fc.record({
      id: fc.string(),
      sender: some(codes),
      types: fc.array(some(types)),
      receivers: fc.array(some(codes)),
      onlyNamed: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
  routes: fc.array(
    fc.record({
      id: fc.string(),
      when: fc.record({ type: some(types), sender: optional(some(codes)), receiver: optional(some(codes)) }),
      to: fc.record({ connector: some(connectors) }),
    }),
    { maxLength: 10 },
  ),
  connectors: fc.constant(connectors.map((name) => ({ name, adapter: 'rest', zone: 'outer', parties: ['P1'], config: {} }))),
  roots: fc.constant([]),
  documents: fc.constant({ messageBytes: 1, clockSkew: 1, seenDays: 1, onUnavailable: 'park' as const }),
});

const partyOf = (code: string, { suspended, alias }: { suspended: boolean; alias: boolean }) => ({
  code,
  aliases: alias ? [`${code}-old`] : [],
  name: { vi: code, en: code },
  kind: 'ward',
  suspended,
});

const messages = fc.record({
  type: some(types),
  sender: some(codes),
  receivers: fc.array(some([...codes, ...codes.map((code) => `${code}-old`), 'P9']), { maxLength: 4 }),
});

/** The same look-ups by walking the lists, as the configuration reads. */
const naive = (rules: RulesContent) => {
  const code = (given: string) => rules.parties.find((party) => party.code === given || party.aliases.includes(given))?.code ?? given;
  return {
    allows(sender: string, type: string, receivers: readonly string[]) {
      const covering = rules.agreements.filter((agreement) => agreement.sender === sender && agreement.types.includes(type));
      const covered = new Set(covering.flatMap((agreement) => agreement.receivers));
      const standing = new Set(covering.filter(({ onlyNamed }) => !onlyNamed).flatMap((agreement) => agreement.receivers));
      const active = [...standing].filter((receiver) => rules.parties.some((party) => party.code === receiver && !party.suspended));
      const allowed = receivers.length > 0 ? [...new Set(receivers.map(code))] : active;
      return allowed.length > 0 && allowed.every((receiver) => covered.has(receiver)) ? { allowed } : undefined;
    },
    destinations: (type: string, sender: string, receivers: readonly string[]) =>
      receivers.map(code).flatMap((receiver) => {
        const route = rules.routes.find(
          ({ when }) => when.type === type && [undefined, sender].includes(when.sender) && [undefined, receiver].includes(when.receiver),
        );
        return route ? [{ receiver, connector: route.to.connector }] : [];
      }),
    partyOfCertificate: (fingerprint: string, at: string) =>
      rules.bindings.find(
        ({ sha256, from, until }) => sha256 === fingerprint && (from === undefined || from <= at) && (until === undefined || at < until),
      )?.party,
  };
};

describe('compiled rules say what the lists say', () => {
  it('of agreements and routes', () => {
    fc.assert(
      fc.property(contents, messages, (content, { type, sender, receivers }) => {
        const [compiled, plain] = [compileRules(content), naive(content)];
        expect(compiled.allows(sender, type, receivers)).toEqual(plain.allows(sender, type, receivers));
        expect(compiled.destinations(type, sender, receivers)).toEqual(plain.destinations(type, sender, receivers));
      }),
      { numRuns: 2_000 },
    );
  });

  it('of certificates at any instant', () => {
    fc.assert(
      fc.property(contents, some(fingerprints), some(instants), (content, fingerprint, at) => {
        const found = compileRules(content).partyOfCertificate(fingerprint, new Date(at));
        expect(found?.code).toBe(naive(content).partyOfCertificate(fingerprint, at));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a channel', () => {
  const [content] = fc.sample(contents, { numRuns: 1, seed: 1 });
  const rules = content && compileRules(content);

  it('carries its own parties only', () => {
    expect(rules?.channel('one')).toMatchObject({ name: 'one', zone: 'outer' });
    expect(['P1', 'P2'].map((code) => rules?.channel('one')?.carries(code))).toEqual([true, false]);
    expect(rules?.channel('constructor')).toBeUndefined();
  });
});

it('digests depend on the content, not on the order of keys', () => {
  fc.assert(
    fc.property(contents, (content) => {
      const turned = Object.fromEntries(Object.entries(content).reverse()) as unknown as RulesContent;
      expect(digestOf(turned)).toBe(digestOf(content));
      const changed = { ...content, documents: { ...content.documents, seenDays: 2 } };
      expect(digestOf(changed)).not.toBe(digestOf(content));
    }),
    { numRuns: 50 },
  );
});
