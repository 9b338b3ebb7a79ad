import { type Connector, defineAdapter, type Tools } from '@lienthong/adapter-kit';
import { checkSteps } from './check';
import { nationalPortalConfig, type NationalPortalConfig } from './config';
import { portal2020 } from './dvcqg-2020/client';
import { officialNames } from './dvcqg-2020/procedures';
import { sink2020 } from './dvcqg-2020/sink';
import { linksOf } from './files/links';
import { pulling } from './files/pull';
import { Memory } from './memory';
import { portal2026 } from './ministry-2026/client';
import { sink2026 } from './ministry-2026/sink';
import { read } from './read';
import { render } from './render';
import { nationalPortalSource } from './source';

/** The National Public Service Portal (Cổng DVCQG): gets dossiers and each step of their way, creates dossiers with us. */
export const nationalPortalAdapter = defineAdapter<NationalPortalConfig>({
  type: 'national-portal',
  title: { vi: 'Cổng Dịch vụ công quốc gia', en: 'National Public Service Portal' },
  config: nationalPortalConfig,
  read,
  render,
  create(config, tools) {
    const memory = config.memoryFile === undefined ? undefined : new Memory(config.memoryFile, tools.now);
    const links = linksOf(config.files, tools.now, tools.secret);
    const pull = pulling(config.files, tools.http);
    const { door, payments } = config;
    return {
      ...generation(config, tools, { memory, links, pull }),
      source: door && nationalPortalSource({ config: door, payments, memory, links, pull, tools }),
      close: () => memory?.close() ?? Promise.resolve(),
    };
  },
});

interface Parts {
  readonly memory: Memory | undefined;
  readonly links: ReturnType<typeof linksOf>;
  readonly pull: ReturnType<typeof pulling>;
}

/** What differs between the interfaces of 2020 and 2026. */
function generation(config: NationalPortalConfig, tools: Tools, { memory, links, pull }: Parts): Pick<Connector, 'sink' | 'check'> {
  const { portal: profile, repeat, door } = config;
  const doorToken = door && (() => tools.secret(door.tokenFile));
  if (profile.profile === 'ministry-2026') {
    if (!memory) throw new Error('the schema demands memoryFile');
    const portal = portal2026(profile, tools);
    return {
      sink: sink2026({ config: profile, portal, pull, memory, repeat }),
      check: () => checkSteps({ baseUrl: profile.baseUrl, login: () => portal.login(), doorToken }),
    };
  }
  const portal = portal2020(profile, tools);
  const nameProcedure = officialNames(portal, profile.procedures, tools.now);
  const ask = () => portal.ask('TraCuuHoSo', { mahoso: `${profile.madonvi}-000101-0000` });
  return {
    sink: sink2020({ portal, nameProcedure, links, memory, repeat }),
    check: () => checkSteps({ baseUrl: profile.baseUrl, login: () => portal.login(), ask, doorToken }),
  };
}

export { type Catalogue, readCatalogue } from './catalogue';
export type { NationalPortalConfig } from './config';
