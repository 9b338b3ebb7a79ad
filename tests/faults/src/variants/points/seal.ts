import { type Spot, after, before, hit, inCore, instead } from './spot';

const number = 'libs/store/dist/log/number.js';
const log = 'libs/store/dist/log/log-store.js';
const sealed = 'apps/hub/dist/core/sealed-log.js';
const tiles = 'libs/evidence/dist/tiles/tiles-directory.js';
const release = 'libs/store/dist/delivery/release.js';

const marked = 'await (0, together_1.together)((0, due_1.makeDue)(db, Number(rows[0].before), head.size), remember());';
const leased = inCore('9-send-before-commit', 'bước 9 (gửi): giữ chỗ, trước khi chốt', 'step 9 (send): before the lease is committed');

/** Inside steps 8 and 9. */
export const sealPoints: readonly Spot[] = [
  before(
    number,
    'if (rowCount !== 1)',
    inCore(
      '8-seal-before-numbering-commit',
      'bước 8 (niêm phong): đánh số, trước khi chốt',
      'step 8 (seal): before the numbers are committed',
    ),
  ),
  before(
    log,
    marked,
    inCore(
      '8-seal-before-newest',
      'bước 8 (niêm phong): trong giao dịch, con dấu chưa ra khỏi cơ sở dữ liệu',
      'step 8 (seal): in its transaction, before the seal is kept outside',
    ),
  ),
  after(
    log,
    marked,
    inCore(
      '8-seal-after-newest',
      'bước 8 (niêm phong): con dấu đã ra ngoài, trước khi chốt',
      'step 8 (seal): kept outside, before its commit',
    ),
  ),
  before(
    sealed,
    'await this.store.markPublished(',
    inCore('publish-tiles-written', 'công bố: đã ghi các ô của cây', 'publication: tiles written'),
  ),
  before(
    log,
    'await replace();',
    inCore(
      'publish-before-checkpoint',
      'công bố: trong giao dịch, trước khi thay điểm kiểm tra',
      'publication: in its transaction, before the checkpoint is replaced',
    ),
  ),
  before(
    tiles,
    'for (const [temporary, target] of renames)',
    inCore('publish-files-staged', 'công bố: tệp đã ghi, chưa đổi tên', 'publication: files are written, not yet in their places'),
  ),
  after(
    log,
    'await replace();',
    inCore('publish-after-checkpoint', 'công bố: đã công bố, trước khi chốt', 'publication: published, before its commit'),
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
