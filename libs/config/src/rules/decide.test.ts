import { loadWith } from '../testing/folder.test-kit';
import { compileRules } from './compile';
import { rulesOf } from './content';
import { decide } from './decide';

const parties = ['A.1', 'B.2', 'C.3', 'D.4', 'E.5'];
const directory = parties.map(
  (code) => `- { code: ${code}, aliases: [${code}-old], name: { vi: x, en: x }, kind: ward, suspended: ${String(code === 'D.4')} }`,
);
const { config } = loadWith({
  'parties/all.yaml': directory.join('\n'),
  'connectors/portal.yaml': 'name: portal\nadapter: rest\nzone: outer\nparties: [C.3, D.4]\nconfig: { baseUrl: "http://h", keyFile: k }',
  'agreements.yaml': `
- { id: a, sender: A.1, types: [x.y], receivers: [B.2, D.4] }
- { id: b, sender: A.1, types: [x.y], receivers: [C.3] }
- { id: c, sender: A.1, types: [only.suspended], receivers: [D.4] }`,
  'routes.yaml': `
- { id: b, when: { type: x.y, receiver: B.2 }, to: { connector: counter } }
- { id: any, when: { type: x.y }, to: { connector: portal } }
- { id: d, when: { type: only.suspended }, to: { connector: portal } }`,
  'routes.test.yaml': '[]',
});

it.each([
  ['x.y', 'A.1', ['B.2'], { connectors: ['counter'] }],
  ['x.y', 'A.1-old', ['C.3-old', 'B.2'], { connectors: ['counter', 'portal'] }],
  ['x.y', 'A.1', [], { connectors: ['counter', 'portal'] }],
  ['x.y', 'Z.9', ['B.2'], { code: 'certificate.unbound' }],
  ['x.y', 'D.4', ['B.2'], { code: 'party.suspended' }],
  ['x.y', 'A.1', ['D.4'], { code: 'party.suspended' }],
  ['x.y', 'A.1', ['B.2', 'Z.9'], { code: 'party.unknown-receiver' }],
  ['x.y', 'A.1', ['B.2', 'E.5'], { code: 'agreement.missing' }],
  ['x.z', 'A.1', ['B.2'], { code: 'agreement.missing' }],
  ['x.y', 'B.2', ['A.1'], { code: 'agreement.missing' }],
  ['only.suspended', 'A.1', [], { code: 'agreement.missing' }],
])('%s from %s to %j: %j', (type, sender, receivers, expected) => {
  if (!config) throw new Error('the fixture does not load');
  expect(decide(compileRules(rulesOf(config)), { type, sender, receivers })).toEqual(expected);
});

it('an agreement without a route waits for an operator', () => {
  if (!config) throw new Error('the fixture does not load');
  const rules = compileRules({ ...rulesOf(config), routes: [] });
  expect(decide(rules, { type: 'x.y', sender: 'A.1', receivers: ['B.2'] })).toEqual({ code: 'route.missing' });
});
