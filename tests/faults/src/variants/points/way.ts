import { type Spot, before, hit, inCore, instead } from './spot';

const way = 'libs/pipeline/dist/way.js';

const released = inCore('9-send-released', 'bước 9 (gửi): đã giữ chỗ, chưa lên Kafka', 'step 9 (send): leased, not on Kafka');
const sent = inCore('after-9-send', 'sau bước 9 (gửi): đã lên Kafka', 'after step 9 (send): on Kafka');
const numbered = inCore('8-seal-numbered', 'bước 8 (niêm phong): đã đánh số, chưa ký', 'step 8 (seal): numbered, not signed');
const signed = inCore('8-seal-signed', 'bước 8 (niêm phong): đã ký, chưa ghi', 'step 8 (seal): signed, not kept');
const sealed = inCore('after-8-seal', 'sau bước 8 (niêm phong)', 'after step 8 (seal)');

/** Between the nine steps. */
export const wayPoints: readonly Spot[] = [
  before(way, 'const received = ', inCore('before-1-receive', 'trước bước 1 (nhận)', 'before step 1 (receive)')),
  before(way, 'const parsed = ', inCore('before-2-parse', 'trước bước 2 (đọc)', 'before step 2 (parse)')),
  before(way, 'await this.at.rules.fetchMissing(', inCore('after-2-parse', 'sau bước 2 (đọc)', 'after step 2 (parse)')),
  before(way, 'const verified = ', inCore('before-3-verify', 'trước bước 3 (xác thực)', 'before step 3 (verify)')),
  before(way, 'const valid = ', inCore('before-4-validate', 'trước bước 4 (kiểm tra)', 'before step 4 (validate)')),
  before(way, 'const allowed = ', inCore('before-5-authorise', 'trước bước 5 (cho phép)', 'before step 5 (authorise)')),
  before(way, 'const routed = ', inCore('before-6-route', 'trước bước 6 (định tuyến)', 'before step 6 (route)')),
  before(way, 'const ended = ', inCore('after-6-route', 'sau bước 6 (định tuyến)', 'after step 6 (route)')),
  before(way, 'return this.at.ledger.record(', inCore('before-7-record', 'trước bước 7 (ghi)', 'before step 7 (record)')),
  before(way, 'const head = ', inCore('before-8-seal', 'trước bước 8 (niêm phong)', 'before step 8 (seal)')),
  instead(
    way,
    'if (head)\n            await this.at.log.seal(await this.at.sign(head));',
    `if (head) {
            ${hit(numbered)}
            const signed = await this.at.sign(head);
            ${hit(signed)}
            await this.at.log.seal(signed);
            ${hit(sealed)}
        }`,
    ...[numbered, signed, sealed],
  ),
  before(way, 'const released = ', inCore('before-9-send', 'trước bước 9 (gửi)', 'before step 9 (send)')),
  instead(
    way,
    'if (released.length > 0)\n            await this.at.out.publish(released);',
    `if (released.length > 0) {
            ${hit(released)}
            await this.at.out.publish(released);
            ${hit(sent)}
        }`,
    ...[released, sent],
  ),
];
