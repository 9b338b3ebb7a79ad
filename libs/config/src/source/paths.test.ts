import { join } from 'node:path';
import { rulesOf } from '../rules/content';
import { folderOf, good, adapters } from '../testing/folder.test-kit';
import { loadConfig } from '../load';

const auth = `  auth:
    kind: headers
    secretHeaders: { X-Api-Key: '\${data}/api.key', X-Other: other.key }
`;
const folder = folderOf({ ...good, 'connectors/portal.yaml': `${good['connectors/portal.yaml'] ?? ''}${auth}` });
const { config } = loadConfig({ ...folder, overrides: [], adapters });

it('what stands below a secret key is a path too', () => {
  const secretHeaders = { 'X-Api-Key': join(folder.dataDir, 'api.key'), 'X-Other': join(folder.dir, 'other.key') };
  expect(config?.connectors[1]?.config).toMatchObject({ auth: { secretHeaders } });
});

it('and stays out of the rules', () => {
  const portal = config && rulesOf(config).connectors[1];
  expect(portal?.config).toEqual({ baseUrl: 'http://127.0.0.1:1', auth: { kind: 'headers', secretHeaders: {} } });
});
