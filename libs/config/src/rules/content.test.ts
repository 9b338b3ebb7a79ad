import { folderOf, good, adapters, loadWith } from '../testing/folder.test-kit';
import { loadConfig } from '../load';
import { rulesOf } from './content';
import { digestOf } from './digest';

const loaded = (files: Readonly<Record<string, string>>) => {
  const { config } = loadWith(files);
  if (!config) throw new Error('the fixture does not load');
  return rulesOf(config);
};

it('is plain JSON without paths or secrets, and says who decided a binding', () => {
  const rules = loaded({});
  expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
  expect(JSON.stringify(rules)).not.toMatch(/lienthong-config-|keyFile/);
  expect(rules.bindings.map(({ approvedBy }) => typeof approvedBy)).toEqual(rules.bindings.map(() => 'string'));
  expect(rules.connectors.map(({ name, config }) => [name, config])).toEqual([
    ['counter', { baseUrl: 'http://127.0.0.1:1' }],
    ['portal', { baseUrl: 'http://127.0.0.1:1' }],
  ]);
});

it('is the same on another machine and under another order of parties', () => {
  const [first, second] = (good['parties/all.yaml'] ?? '').split(/^(?=- code: B)/m);
  expect(digestOf(loaded({ 'parties/all.yaml': `${second ?? ''}${first ?? ''}` }))).toBe(digestOf(loaded({})));
});

it('depends on the order of routes', () => {
  const other = '- id: other\n  when: { type: dossier.submitted, sender: A.1 }\n  to: { connector: counter }\n';
  const routes = good['routes.yaml'] ?? '';
  expect(digestOf(loaded({ 'routes.yaml': routes + other }))).not.toBe(digestOf(loaded({ 'routes.yaml': other + routes })));
});

it('what does not decide messages does not change the rules', () => {
  const folder = folderOf(good);
  const digest = (overrides: string[]) => {
    const { config } = loadConfig({ ...folder, overrides, adapters });
    return config && digestOf(rulesOf(config));
  };
  expect(digest(['delivery.window=1', 'installation.name=Other'])).toBe(digest([]));
  expect(digest(['limits.clockSkew=1m'])).not.toBe(digest([]));
});
