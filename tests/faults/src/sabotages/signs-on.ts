import { postgresRestored } from '../faults/postgres-restored';
import { sabotage } from './sabotage';

export const signsOn = sabotage({
  name: 'signs-on',
  title: { vi: 'PostgreSQL của hôm qua vẫn được ký tiếp', en: "yesterday's PostgreSQL signs on" },
  edits: [
    {
      file: 'libs/evidence/dist/tiles/extension.js',
      find: 'if (!published || published.size === 0)',
      replace: 'if (published || !published)',
    },
    {
      file: 'libs/evidence/dist/tiles/tiles-directory.js',
      find: 'if (!before)\n        return;',
      replace: 'if (before || !before)\n        return;',
    },
  ],
  shows: ['unverifiable'],
  async probe(blow) {
    blow.load.resume();
    await blow.load.until(20);
    return postgresRestored.strike(blow);
  },
});
