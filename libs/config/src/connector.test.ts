import { loadConfig } from './load';
import { readConnector } from './connector';
import { adapters, folderOf, good } from './testing/folder.test-kit';

const folder = folderOf(good);
const overrides = ['connectors.portal.config.baseUrl=http://127.0.0.1:9'];
const load = (instead?: { connector: string; text: string }) => loadConfig({ ...folder, overrides, adapters, instead });

it('keeps what a person wrote and overrode, and reads it again with the folders of another machine', () => {
  const file = load().config?.connectorFiles.find(({ name }) => name === 'portal');
  expect(file).toMatchObject({ zone: 'outer', text: expect.stringContaining('keyFile: ${data}/portal.key') as string });
  const { read, problems } = readConnector('portal', file?.text ?? '', { dir: '/etc/x', dataDir: '/var/x' }, adapters);
  expect(problems).toEqual([]);
  expect(read?.file).toEqual(file);
  expect(read?.config.config).toMatchObject({ baseUrl: 'http://127.0.0.1:9', keyFile: '/var/x/portal.key' });
});

it('takes a kept version in the place of the file as it was kept, and checks it like a file', () => {
  const text = (good['connectors/portal.yaml'] ?? '').replace('127.0.0.1:1', '127.0.0.1:2');
  expect(load({ connector: 'portal', text }).config?.connectors.find(({ name }) => name === 'portal')?.config).toMatchObject({
    baseUrl: 'http://127.0.0.1:2',
  });
  expect(load({ connector: 'portal', text: text.replace('A.1', 'B.9') }).problems).toMatchObject([{ code: 'config.unknown-party' }]);
  expect(load({ connector: 'portal', text: 'name: [' }).problems).toMatchObject([
    { code: 'config.syntax', file: 'connectors/portal.yaml' },
  ]);
  const { problems } = readConnector('portal', text.replace('rest', 'soap'), folder, adapters);
  expect(problems).toMatchObject([{ code: 'config.unknown-adapter' }]);
});

it('tells a change of settings by the digest, and no change of comments', () => {
  const digest = (text: string) => readConnector('portal', text, folder, adapters).read?.file.digest;
  const text = good['connectors/portal.yaml'] ?? '';
  expect(digest(`# another comment\n${text}`)).toBe(digest(text));
  expect(digest(`${text}delivery: { concurrency: 1 }\n`)).not.toBe(digest(text));
});
