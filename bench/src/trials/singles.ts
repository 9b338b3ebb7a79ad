import { type Change, makeVariant } from '@lienthong/faults';

const one = (file: string, find: string, replace: string): Change => ({ file, find, replace });

/** The same code, but everything that is done for many messages at once is done for one. */
const changes: readonly Change[] = [
  one('apps/hub/dist/core/streams.controller.js', "'in', { records: 500,", "'in', { records: 1,"),
  one('apps/hub/dist/core/streams.controller.js', "'results', { records: 500,", "'results', { records: 1,"),
  one('libs/kafka/dist/producer/lot.js', 'records: 1_000', 'records: 1'),
  one('libs/pipeline/dist/way.js', 'numberPending(10_000)', 'numberPending(1)'),
  one('libs/pipeline/dist/way.js', 'release(1_000)', 'release(1)'),
  // or the pauses between two batches would be measured
  one('apps/hub/dist/core/core.js', "this.loop('sealing', sealEveryMs, seal, sealEveryMs)", "this.loop('sealing', 1, seal, 0)"),
  one('apps/hub/dist/core/core.js', '(await way.send()) > 0, 10)', '(await way.send()) > 0, 0)'),
];

/** main.js of the hub that works in batches of one. */
export const hubOfSingles = async (): Promise<string> => (await makeVariant('singles', changes)).hub;
