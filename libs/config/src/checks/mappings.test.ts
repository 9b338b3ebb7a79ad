import { expectProblem } from '../testing/mistake.test-kit';

it.each([
  {
    name: 'an unknown mapping',
    file: 'connectors/portal.yaml',
    from: 'zone:',
    to: 'mapping: nobody\nzone:',
    code: 'config.unknown-mapping' as const,
    at: '3:10',
  },
  {
    name: 'an unknown table',
    file: 'mappings/plain.yaml',
    from: 'table: kinds',
    to: 'table: kind',
    code: 'config.unknown-table' as const,
    at: '3:33',
    says: 'there is: kinds',
  },
  {
    name: 'another name',
    file: 'mappings/plain.yaml',
    from: 'name: plain',
    to: 'name: other',
    code: 'config.invalid-value' as const,
    at: '1:7',
  },
  {
    name: 'a path to nowhere',
    file: 'mappings/plain.yaml',
    from: '/out/kind',
    to: '/kind',
    code: 'config.invalid-value' as const,
    at: '3:15',
    says: '/out/',
  },
  {
    name: 'a case that fails',
    file: 'mappings/plain.test.yaml',
    from: 'kind: B }',
    to: 'kind: C }',
    code: 'config.mapping-test' as const,
    at: '3:11',
    says: '{"out":{"kind":"B"}}',
  },
  {
    name: 'a case that should stop',
    file: 'mappings/plain.test.yaml',
    from: 'expect: { kind: B }',
    to: 'code: mapping.unmapped',
    code: 'config.mapping-test' as const,
    at: '3:9',
  },
])('finds $name', (mistake) => {
  expectProblem(mistake);
});
