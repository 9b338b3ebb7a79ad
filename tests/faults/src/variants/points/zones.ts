import type { CrashPoint, Sentence } from '../../model';
import { type Point, type Spot, after, before, inZones } from './spot';

const sources = 'apps/hub/dist/connector/sources.js';
const zone = 'apps/hub/dist/connector/zone.js';
const door = 'libs/adapter-kit/dist/http/door/take.js';
const feed = 'libs/adapters/one-stop/dist/source.js';

const inZone = (role: CrashPoint['role'], name: string, title: Sentence): Point => ({ name, title, roles: [role] });

/** In the processes of the zones: intake and delivery. */
export const zonePoints: readonly Spot[] = [
  before(
    sources,
    'const [position] = (await producer.send(',
    inZones('intake-before-kafka', 'nhận vào: trước khi đưa lên Kafka', 'intake: before it is handed to Kafka'),
  ),
  before(
    sources,
    "return {\n        digest: digest.toString('hex'),",
    inZones('intake-after-kafka', 'nhận vào: Kafka đã nhận, chưa báo bên ngoài', 'intake: Kafka has it, the outside has not heard'),
  ),
  before(
    door,
    'response.writeHead(202, ',
    inZone('connector:portal', 'door-before-202', {
      ...{ vi: 'cửa nhận: trước khi trả lời 202', en: 'door: before it answers 202' },
    }),
  ),
  before(
    feed,
    'await feed.acknowledge(',
    inZone('connector:one-stop', 'feed-before-acknowledge', {
      ...{ vi: 'nguồn một cửa: trước khi xác nhận đã đọc', en: 'one-stop feed: before it is acknowledged' },
    }),
  ),
  after(
    feed,
    'await feed.acknowledge(Math.max(...changes.map(({ seq }) => seq)), stop);',
    inZone('connector:one-stop', 'feed-after-acknowledge', {
      ...{ vi: 'nguồn một cửa: sau khi xác nhận đã đọc', en: 'one-stop feed: after it was acknowledged' },
    }),
  ),
  before(
    zone,
    'const ending = await (0, within_1.within)(',
    inZones('deliver-before', 'giao: trước khi gọi hệ thống nhận', 'delivery: before the counterpart is called'),
  ),
  before(
    zone,
    'await this.report(out, ending, now());',
    inZones('deliver-after', 'giao: hệ thống nhận đã trả lời, chưa báo lại', 'delivery: the counterpart has answered, nothing reported'),
  ),
  after(
    zone,
    'await this.report(out, ending, now());',
    inZones('report-after', 'giao: sau khi báo kết quả', 'delivery: after the result was reported'),
  ),
];
