import { type Spot, after, before, hit, inCore, instead } from './spot';

const number = 'libs/store/dist/log/number.js';
const log = 'libs/store/dist/log/log-store.js';
const sealed = 'apps/hub/dist/core/sealed-log.js';
const tiles = 'libs/evidence/dist/tiles/tiles-directory.js';
const release = 'libs/store/dist/delivery/release.js';

const leased = inCore('9-send-before-commit', 'bước 9 (gửi): giữ chỗ, trước khi chốt', 'step 9 (send): before the lease is committed');

/** Inside steps 8 and 9. */
export const sealPoints: readonly Spot[] = [
  after(
    number,
    "await db.query({ name: 'new-head', text: checkpoint, values: [lease.origin, head.size, head.root] });",
    inCore(
      '8-seal-before-numbering-commit',
      'bước 8 (niêm phong): đánh số, trước khi chốt',
      'step 8 (seal): before the numbers are committed',
    ),
  ),
  before(
    sealed,
    'await this.store.markPublished(',
    inCore('8-seal-tiles-written', 'bước 8 (niêm phong): đã ghi các ô của cây', 'step 8 (seal): tiles written'),
  ),
  before(
    log,
    'await replace();',
    inCore(
      '8-seal-before-checkpoint',
      'bước 8 (niêm phong): trong giao dịch, trước khi công bố',
      'step 8 (seal): in its transaction, before the checkpoint is replaced',
    ),
  ),
  before(
    tiles,
    "await this.write([{ path: 'checkpoint'",
    inCore(
      '8-seal-files-written',
      'bước 8 (niêm phong): đã có con dấu, chưa có điểm kiểm tra',
      'step 8 (seal): the seal is written, the checkpoint is not',
    ),
  ),
  after(
    log,
    'await replace();',
    inCore('8-seal-after-checkpoint', 'bước 8 (niêm phong): đã công bố, trước khi chốt', 'step 8 (seal): published, before its commit'),
  ),
  instead(
    release,
    'return connectors.length === 0 ? [] : lease(db, connectors, limit, limits);',
    `const leased = connectors.length === 0 ? [] : await lease(db, connectors, limit, limits);
        if (leased.length > 0)
            ${hit(leased)}
        return leased;`,
    leased,
  ),
];
