import { loadWith } from '../testing/folder.test-kit';

it('reaches hub.yaml, connectors by name, and removes keys', () => {
  const { config, problems } = loadWith({}, [
    'kafka.embedded=',
    'kafka.brokers=[127.0.0.1:9092, 127.0.0.1:9093]',
    'delivery.backoff.max=1m',
    'installation.name=a=b',
    'connectors.portal.config.baseUrl=http://127.0.0.1:9',
    'connectors.counter.config.keyFile=${data}/other.key',
  ]);
  expect(problems).toEqual([]);
  expect(config?.kafka).toEqual({ brokers: ['127.0.0.1:9092', '127.0.0.1:9093'], replication: 1, partitions: 6 });
  expect(config?.delivery.backoff).toEqual({ first: 1_000, max: 60_000 });
  expect(config?.installation.name).toBe('a=b');
  expect(config?.connectors[1]?.config).toMatchObject({ baseUrl: 'http://127.0.0.1:9' });
  expect(config?.connectors[0]?.config).toMatchObject({ keyFile: expect.stringMatching(/data\/other\.key$/) as unknown });
});

it.each([
  ['no-value', 'config.override', '--set no-value'],
  ['a..b=[', 'config.override', '--set a..b'],
  ['log.keyFile.deeper=1', 'config.override', '--set log.keyFile.deeper'],
  ['connectors.nobody.zone=x', 'config.unknown-connector', '--set connectors.nobody.zone'],
  ['log.sealEvery=3', 'config.invalid-value', '--set log.sealEvery'],
  ['delivry.window=1', 'config.unknown-key', '--set delivry.window'],
  ['connectors.portal.zone=nowhere', 'config.unknown-zone', '--set connectors.portal.zone'],
])('%s is refused as %s', (override, code, file) => {
  expect(loadWith({}, [override]).problems).toMatchObject([{ code, file, line: 1, column: 1 }]);
});
