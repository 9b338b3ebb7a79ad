import type { Blow, Fault } from '../model';
import { deleteTopics } from '../town/topics';
import { adopt, otherLog, readsOn } from './support/adopt';
import { deliversOn } from './support/delivers-on';
import { loudEnd } from './support/loud-end';

/** Another topic of the same name; provisioning makes what is missing. The town is at rest while that happens. */
async function madeAgain({ town, load, settled }: Blow, topic: string): Promise<void> {
  await load.pause();
  if ((await settled()) > 0) throw new Error('the town does not come to rest');
  await deleteTopics(town, [topic]);
  const { code, stderr } = await town.hub('provision', '--yes');
  if (code !== 0) throw new Error(`hub provision ended with ${code}: ${stderr}`);
}

/** Nothing is read from it until a person says so. What was handed in meanwhile is not lost. */
const intake: Fault = {
  name: 'topic-recreated',
  title: { vi: 'chủ đề nhận vào bị xóa rồi tạo lại', en: 'a topic of the intake is deleted and made again' },
  async strike(blow) {
    const { town, load } = blow;
    const end = await loudEnd(town, otherLog);
    await madeAgain(blow, 'in.portal');
    load.resume();
    const findings = await readsOn(end);
    await adopt(town, ['in.portal']);
    await town.ready();
    return findings;
  },
};

/** What stood on it was done; what comes now goes on, without a person. */
const outgoing: Fault = {
  name: 'out-topic-recreated',
  title: { vi: 'chủ đề gửi ra bị xóa rồi tạo lại', en: 'a topic of deliveries is deleted and made again' },
  async strike(blow) {
    await madeAgain(blow, 'out.one-stop');
    blow.load.resume();
    return deliversOn(blow.town);
  },
};

export const topicsRecreated: readonly Fault[] = [intake, outgoing];
