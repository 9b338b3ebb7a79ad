import { loadConfig } from '../load';
import { adapters, folderOf, good } from '../testing/folder.test-kit';
import { expectProblem, type Mistake } from '../testing/mistake.test-kit';

const mistakes: Mistake[] = [
  {
    name: 'an unknown adapter',
    file: 'connectors/portal.yaml',
    from: 'adapter: rest',
    to: 'adapter: rst',
    code: 'config.unknown-adapter',
    at: '2:10',
    says: 'rest',
  },
  {
    name: 'an adapter named like a property of objects',
    file: 'connectors/portal.yaml',
    from: 'adapter: rest',
    to: 'adapter: constructor',
    code: 'config.unknown-adapter',
    at: '2:10',
  },
  {
    name: 'an unknown zone',
    file: 'connectors/portal.yaml',
    from: 'zone: outer',
    to: 'zone: outr',
    code: 'config.unknown-zone',
    at: '3:7',
    says: 'nearest: "outer"',
  },
  {
    name: 'a key that is granted to an unknown party',
    file: 'hub.yaml',
    to: `gateway:
  https: 127.0.0.1:4
  tls: { certificateFile: a, keyFile: b }
  keys: { seal: { signer: { kind: pem, keyFile: a, certificatesFile: b }, grants: [A.1, C.3] } }
`,
    code: 'config.unknown-party',
    at: '18:89',
  },
  {
    name: "a zone with the gateway's name",
    file: 'hub.yaml',
    from: 'outer: {}',
    to: 'outer: {}\n  gateway: {}',
    code: 'config.invalid-value',
    at: '15:12',
  },
  {
    name: 'a connector name twice',
    file: 'connectors/portal.yaml',
    from: 'name: portal',
    to: 'name: counter',
    code: 'config.duplicate',
    at: '1:7',
    says: 'connectors/counter.yaml:1',
  },
  {
    name: 'an alias that is a code',
    file: 'parties/all.yaml',
    from: '[A.OLD]',
    to: '[B.2]',
    code: 'config.duplicate',
    at: '9:9',
    says: 'parties/all.yaml:2',
  },
  {
    name: 'a channel for an unknown party',
    file: 'connectors/portal.yaml',
    from: '[A.1]',
    to: '[A.1, C.3]',
    code: 'config.unknown-party',
    at: '4:16',
  },
  {
    name: 'an agreement with an unknown receiver',
    file: 'agreements.yaml',
    from: '[B.2]',
    to: '\n    - B.2\n    - B.3',
    code: 'config.unknown-party',
    at: '6:7',
    says: 'nearest: "B.2"',
  },
  {
    name: 'a route for a type of no agreement',
    file: 'routes.yaml',
    from: 'dossier.submitted',
    to: 'dossier.submited',
    code: 'config.unknown-type',
    at: '2:17',
    says: '"dossier.submitted"',
  },
  {
    name: 'a route to nowhere',
    file: 'routes.yaml',
    from: 'connector: counter',
    to: 'connector: countr',
    code: 'config.unknown-connector',
    at: '3:20',
  },
  {
    name: 'a route into a channel that may not carry the receiver',
    file: 'routes.yaml',
    from: 'connector: counter',
    to: 'connector: portal',
    code: 'config.channel-party',
    at: '3:20',
    says: 'B.2',
  },
  {
    name: 'an agreement without a route',
    file: 'routes.yaml',
    from: 'submitted }',
    to: 'submitted, receiver: A.1 }',
    code: 'config.route-missing',
    at: 'agreements.yaml:4:15',
  },
  {
    name: 'a party that signs, taken unsigned',
    file: 'connectors/portal.yaml',
    to: 'asserted: [{ sender: A.1, types: [dossier.submitted] }]\n',
    code: 'config.asserted',
    at: '8:22',
    says: 'A.1 has a certificate',
  },
  {
    name: 'a party of another connector, taken unsigned',
    file: 'connectors/portal.yaml',
    to: 'asserted: [{ sender: C.3, types: [dossier.submitted] }]\n',
    code: 'config.unknown-party',
    at: '8:22',
  },
  {
    name: 'a route test that fails',
    file: 'routes.test.yaml',
    from: '[counter]',
    to: '[portal]',
    code: 'config.route-test',
    at: '3:11',
    says: 'expected portal, got counter',
  },
];

describe('what the files say of each other', () => {
  it.each(mistakes)('$name', expectProblem);

  it('a connector vouches for its own parties only, and never for types that must be signed', () => {
    const stranger = '- { code: C.3, name: { vi: C, en: C }, kind: ward }\n';
    const asserted = 'asserted: [{ sender: C.3, types: [dossier.submitted] }]\n';
    const files = (parties: string) => ({
      'parties/all.yaml': (good['parties/all.yaml'] ?? '') + stranger,
      'connectors/portal.yaml': (good['connectors/portal.yaml'] ?? '').replace('parties: [A.1]', parties) + asserted,
    });
    const found = (parties: string, signedTypes: string[] = []) =>
      loadConfig({ ...folderOf({ ...good, ...files(parties) }), overrides: [], adapters, signedTypes }).problems.map(({ code, en }) => [
        code,
        en,
      ]);
    expect(found('parties: [A.1, C.3]')).toEqual([]);
    expect(found('parties: [A.1]')).toEqual([['config.asserted', expect.stringContaining("none of the connector's parties")]]);
    expect(found('parties: [A.1, C.3]', ['dossier.submitted'])).toEqual([
      ['config.asserted', expect.stringContaining('must always be signed')],
    ]);
  });
});
