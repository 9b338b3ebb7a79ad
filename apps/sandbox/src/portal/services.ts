import type { Book } from './book';
import { procedures, type Procedure } from './procedures';
import { checkDossier, checkProgress, type Item, Refused, rows, text } from './request';

/** What a service answers beside `error_code`. */
export interface Reply {
  readonly error_code: number | string;
  readonly message?: string;
  readonly result?: readonly unknown[];
}

export type Service = (call: Item, book: Book) => Promise<Reply>;

/** The portal answers in upper case and mixes numbers with strings, as the real one does. */
export const integration: Readonly<Record<string, Service>> = {
  TraCuuHoSo: (call, book) => {
    const code = text(call, 'mahoso');
    const status = book.statusOf(code);
    return found(status === undefined ? [] : [{ MAHOSO: code, TRANGTHAI: Number(status) }]);
  },
  DongBoHoSoMC: async (call, book) => {
    const updating = flag(call, 'isUpdating');
    const dossiers = rows(call);
    for (const row of dossiers) checkDossier(row);
    await Promise.all(dossiers.map((row) => book.synchronise(row, updating)));
    return { error_code: '00', message: 'Thành công' };
  },
  CapNhatTienDoHoSoMC: async (call, book) => {
    const steps = rows(call);
    for (const row of steps) checkProgress(row);
    await Promise.all(steps.map((row) => book.advance(row)));
    return { error_code: 0 };
  },
  LayThuTuc: (call) => {
    const wanted = text(call, 'maTTHC');
    return found(procedures.filter(({ code }) => code === wanted).map(details));
  },
};

export const share: Readonly<Record<string, Service>> = {
  LayDanhSachTTHC: () => found(procedures.map(({ code, name }) => ({ MATTHC: code, TENTTHC: name }))),
  LayDanhMucLinhVuc: (call) => {
    const fields = new Map(procedures.map(({ field }) => [field.code, field.name]));
    return found([...fields].map(([MALINHVUC, TENLINHVUC]) => ({ MALINHVUC, TENLINHVUC, MANGANH: text(call, 'madonvi') })));
  },
};

const found = (result: readonly unknown[]): Promise<Reply> => Promise.resolve({ error_code: 0, result });

function flag(call: Item, name: string): boolean {
  const value = text(call, name);
  if (value !== 'True' && value !== 'False') throw new Refused(`${name} phải là "True" hoặc "False"`);
  return value === 'True';
}

const details = ({ code, name, field, workingDays, fee }: Procedure): unknown => ({
  MATTHC: code,
  TENTTHC: name,
  MACOQUANCONGBO: 'G99',
  TRANGTHAI: 1,
  YEUCAU: '',
  MOTADOITUONGTHUCHIEN: '',
  LINHVUCTHUCHIEN: [{ MALINHVUC: field.code, TENLINHVUC: field.name }],
  CACHTHUCTHUCHIEN: [
    {
      KENH: 2,
      THOIGIAN: [
        {
          THOIGIANGIAIQUYET: workingDays,
          DONVITINH: 'Ngày làm việc',
          MOTA: '',
          PHILEPHI: fee === 0 ? [] : [{ MAPHILEPHI: `${code}-LP01`, SOTIEN: fee, DONVI: 'Đồng', MOTA: '' }],
        },
      ],
    },
  ],
  THANHPHANHOSO: [{ GIAYTO: [{ MAGIAYTO: '000.00.00.G99-KQ000001', TENGIAYTO: 'Đơn đề nghị', TENMAUDON: '', URL: '' }] }],
});
