import { defineAdapter } from '@lienthong/adapter-kit';
import { axisCalls } from './call';
import { checkAxis } from './check';
import { checkDirectory } from './check-directory';
import { documentAxisConfig, type DocumentAxisConfig } from './config';
import { agencyDirectory } from './directory';
import { inbox } from './inbox';
import { read } from './read';
import { render } from './render';
import { axisSink } from './sink';
import { axisSource } from './source';

/** The national document axis (VXP): received edXML documents are polled, documents and status messages are sent. */
export const documentAxisAdapter = defineAdapter<DocumentAxisConfig>({
  type: 'document-axis',
  title: { vi: 'Trục liên thông văn bản quốc gia', en: 'National document axis' },
  config: documentAxisConfig,
  read,
  render,
  create(config, tools) {
    const call = axisCalls(config, tools);
    const directory = config.directory && agencyDirectory(config.directory, call, tools);
    return {
      source: config.source && axisSource(config.source, inbox(call, config.source), tools, () => directory?.start()),
      sink: config.sink && axisSink(config.sink, call, directory),
      check: async () => [...(await checkAxis(config, config.secretFile, call, tools)), ...(await checkDirectory(config, tools))],
      close: () => Promise.resolve(directory?.close()),
    };
  },
});

export type { DocumentAxisConfig } from './config';

export { edxmlType, isEdxml } from './read';
