import fc from 'fast-check';

import type { Path } from '../model';
import { processPolicies } from './policies';
import { extensions, type Made, make, newKey } from './testing/look-alike.test-kit';
import { type Inputs, type Step, validatePolicies } from './testing/policy-tree.test-kit';
import { at } from './testing/verdicts.test-kit';

const any = '2.5.29.32.0';
const few = ['1.2.1', '1.2.2', '1.2.3'];
const key = newKey();
const root = make({ subject: 'CN=Root', ca: true, key });

const skip = fc.option(fc.nat({ max: 2 }), { nil: undefined, freq: 2 });
const step: fc.Arbitrary<Step> = fc.record({
  policies: fc.option(fc.uniqueArray(fc.constantFrom(...few, any), { minLength: 1 }), { nil: undefined, freq: 8 }),
  mappings: fc.uniqueArray(fc.tuple(fc.constantFrom(...few), fc.constantFrom(...few)), { maxLength: 4, selector: (pair) => pair.join() }),
  explicit: skip,
  mapping: skip,
  any: skip,
  selfIssued: fc.boolean(),
});
const inputs: fc.Arbitrary<Inputs> = fc.record({
  wished: fc.uniqueArray(fc.constantFrom(...few)),
  explicit: fc.boolean(),
  mapping: fc.boolean(),
  any: fc.boolean(),
});

/** From the authority below the root to the leaf; the path from the leaf up. */
function pathOf(steps: readonly Step[]): Path {
  const made: Made[] = [root];
  for (const [i, one] of steps.entries()) {
    const { explicit, mapping } = one;
    const by = made[0]!;
    const list = [
      ...(one.policies ? [extensions.policies(...one.policies)] : []),
      ...(one.mappings.length > 0 ? [extensions.mappings(...one.mappings)] : []),
      ...(explicit === undefined && mapping === undefined ? [] : [extensions.policyConstraints({ explicit, mapping })]),
      ...(one.any === undefined ? [] : [extensions.inhibitAny(one.any)]),
    ];
    made.unshift(make({ subject: one.selfIssued ? by.name : `CN=${i}`, by, key, ca: true, extensions: list }));
  }
  return made.map(({ certificate }) => certificate) as unknown as Path;
}

describe('processPolicies', () => {
  it('agrees with the tree of RFC 5280 wherever that is small', () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), inputs, (steps, wish) => {
        const certificates = pathOf(steps);
        const options = {
          policies: wish.wished,
          requireExplicitPolicy: wish.explicit,
          inhibitPolicyMapping: wish.mapping,
          inhibitAnyPolicy: wish.any,
        };
        const { fault, policies } = processPolicies({ certificates, anchor: { certificate: root.certificate }, at, options });
        const expected = validatePolicies(steps, wish);
        seen[expected ? 'accepted' : 'refused']++;
        expect(fault === undefined ? new Set(policies) : undefined).toEqual(expected);
      }),
      { numRuns: 1_200 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
  });
});
