import { resolve } from 'node:path';
import { runCity } from './city';

const root = resolve(__dirname, '../../../..');

it('asks for room before it writes anything: a file system without any is a sentence and exit code 2', async () => {
  const [written, complaints]: [string[], string[]] = [[], []];
  const code = await runCity({
    ...{ root, config: resolve(root, 'config'), data: '/proc', overrides: [], lang: 'en' },
    ...{ seed: 1, dossiers: 0, bad: 0, controlPort: 0, cores: 1, once: true, json: false, keep: false },
    write: (text) => void written.push(text),
    complain: (text) => void complaints.push(text),
  });
  // nobody but root may even try
  expect(complaints.join('')).toMatch(/^.*: \/proc.* --data DIR\. \[stage\.(disk-full|folder-forbidden)\]\n$/);
  expect(code).toBe(2);
  expect(written.join('')).not.toContain('ports');
});
