import { type Spot, after, before, hit, inCore, instead } from './spot';

const record = 'libs/store/dist/ledger/record.js';
const ledger = 'libs/store/dist/ledger/ledger.js';
const settle = 'libs/store/dist/delivery/settle.js';

const settled = inCore('settle-after-commit', 'ghi kết quả gửi: sau khi chốt', 'settle: after its commit');

/** Inside the transactions of steps 7 and settle, and behind their ends. */
export const ledgerPoints: readonly Spot[] = [
  before(
    record,
    'const [at, , lanes] = await ',
    inCore('7-record-after-begin', 'bước 7 (ghi): giao dịch vừa mở', 'step 7 (record): after BEGIN'),
  ),
  before(
    record,
    'const { parked, unverified, decided } = ',
    inCore('7-record-after-positions', 'bước 7 (ghi): đã dời vị trí', 'step 7 (record): positions advanced'),
  ),
  before(
    record,
    'await (0, together_1.together)((0, parked_1.writeParked)(',
    inCore(
      '7-record-after-identities',
      'bước 7 (ghi): đã giữ mã định danh, chưa có kết quả',
      'step 7 (record): identities are taken, no outcomes',
    ),
  ),
  before(
    record,
    'const refused = fresh.filter(',
    inCore('7-record-before-commit', 'bước 7 (ghi): trước khi chốt', 'step 7 (record): before COMMIT'),
  ),
  before(ledger, 'for (const m of lot)', inCore('7-record-after-commit', 'bước 7 (ghi): sau khi chốt', 'step 7 (record): after COMMIT')),
  before(
    settle,
    'const answers = open.flatMap(',
    inCore('settle-after-positions', 'ghi kết quả gửi: đã dời vị trí', 'settle: positions advanced'),
  ),
  after(
    settle,
    'await writeDecisions(db, decided, context);',
    inCore('settle-before-commit', 'ghi kết quả gửi: trước khi chốt', 'settle: before its COMMIT'),
  ),
  instead(
    ledger,
    'return (0, pool_1.transact)(this.pool, (db) => (0, settle_1.settle)(db, results, advances, this.context), fault_1.blameRows);',
    `return (0, pool_1.transact)(this.pool, (db) => (0, settle_1.settle)(db, results, advances, this.context), fault_1.blameRows).then(async () => {
            ${hit(settled)}
        });`,
    settled,
  ),
];
