import { procedures, type Procedure } from '../portal/procedures';
import { type Item, Refused, rows, text } from '../portal/request';
import type { NationalBook } from './book';
import { checkFields, dossierFields, progressFields } from './fields';

export interface Reply {
  readonly error_code: number | string;
  readonly message?: string;
  readonly result?: readonly unknown[];
}

type Service = (call: Item, book: NationalBook) => Promise<Reply>;
type Services = Readonly<Record<string, Service>>;

/** Two addresses: one for dossiers, one for catalogues. Answers are in upper case and mix numbers with strings. */
export const services: Readonly<Record<'integration' | 'share', Services>> = {
  integration: {
    TraCuuHoSo: (call, book) => {
      const code = text(call, 'mahoso');
      const row = book.dossiers().get(code);
      return found(row ? [{ MAHOSO: code, TRANGTHAI: Number(row['TrangThaiHoSo']) }] : []);
    },
    LayThuTuc: (call) => {
      const wanted = text(call, 'maTTHC');
      return found(procedures.filter(({ code }) => code === wanted).map(details));
    },
    DongBoHoSoMC: async (call, book) => {
      const updating = flag(call, 'isUpdating');
      const [row] = one(call);
      checkFields(row, dossierFields);
      await book.synchronise(text(row, 'MaHoSo'), row, updating);
      return { error_code: '00', message: 'Thành công' };
    },
    CapNhatTienDoHoSoMC: async (call, book) => {
      const [row] = one(call);
      checkFields(row, progressFields);
      const [dossier, status, at] = [text(row, 'MaHoSo'), text(row, 'TrangThai'), text(row, 'ThoiDiemXuLy')];
      await book.step({ service: 'CapNhatTienDoHoSoMC', dossier, status, at });
      return { error_code: 0 };
    },
  },
  share: {
    LayDanhSachTTHC: () => found(procedures.map(({ code, name }) => ({ MATTHC: code, TENTTHC: name }))),
    LayDanhMucLinhVuc: (call) => {
      const fields = new Map(procedures.map(({ field }) => [field.code, field.name]));
      const mine = [...fields].map(([MALINHVUC, TENLINHVUC]) => ({ MALINHVUC, TENLINHVUC, MANGANH: text(call, 'madonvi') }));
      return found([...mine, { MALINHVUC: 'G98-LV01', TENLINHVUC: 'Của ngành khác', MANGANH: '000.00.00.G98' }]);
    },
    LayDanhMucCoQuan: () => found([{ MADONVI: '000.99.02.H26', TENDONVI: 'Ban Quản lý Giả định', CAPDONVI: '2' }]),
  },
};

const found = (result: readonly unknown[]): Promise<Reply> => Promise.resolve({ error_code: 0, result });

/** One bad row fails a whole call, so callers send one: this portal insists on it. */
function one(call: Item): [Item] {
  const [row, ...more] = rows(call);
  if (!row || more.length > 0) throw new Refused('data phải có đúng một dòng');
  return [row];
}

function flag(call: Item, name: string): boolean {
  const value = text(call, name);
  if (value !== 'True' && value !== 'False') throw new Refused(`${name} phải là "True" hoặc "False"`);
  return value === 'True';
}

const details = ({ code, name, field, workingDays, fee }: Procedure): unknown => ({
  ...{ MATTHC: code, TENTTHC: name, MACOQUANCONGBO: 'G99', TRANGTHAI: 1, YEUCAU: '', MOTADOITUONGTHUCHIEN: '' },
  LINHVUCTHUCHIEN: [{ MALINHVUC: field.code, TENLINHVUC: field.name }],
  CACHTHUCTHUCHIEN: [
    {
      KENH: 2,
      THOIGIAN: [
        {
          ...{ THOIGIANGIAIQUYET: workingDays, DONVITINH: 'Ngày làm việc', MOTA: '' },
          PHILEPHI: fee === 0 ? [] : [{ MAPHILEPHI: `${code}-LP01`, SOTIEN: fee, DONVI: 'Đồng', MOTA: '' }],
        },
      ],
    },
  ],
});
