import type { Envelope } from '@lienthong/message';
import type { Enterprise, EnterpriseDetails, EnterpriseEvent } from '../model';

export const code = '9900000016';

/** An answer of the register as it really comes; invented enterprise and people. */
export const registered = {
  MainInformation: {
    NAME: 'CÔNG TY TNHH MỘT VÍ DỤ',
    ENTERPRISE_GDT_CODE: code,
    ENTERPRISE_TYPE_NAME: 'Công ty TNHH',
    ENTERPRISE_STATUS_NAME: 'Đang hoạt động',
  },
  HOAdress: { AddressFullText: 'Số 1 phố Mẫu' },
  Representatives: { FULL_NAME: 'LÊ VĂN GIẢ' },
};

export const enterprise: Enterprise = {
  code,
  name: 'CÔNG TY TNHH MỘT VÍ DỤ',
  kind: { name: 'Công ty TNHH' },
  status: { name: 'Đang hoạt động' },
  address: 'Số 1 phố Mẫu',
  representatives: [{ name: 'LÊ VĂN GIẢ' }],
  warnings: [],
};

export const event: EnterpriseEvent = { enterprise, at: '2026-11-23T08:30:00+07:00' };

export const details: EnterpriseDetails = {
  request: { id: 'mc-tra-cuu-1', source: '000.99.02.H26' },
  code,
  told: { at: '2026-11-23T08:30:00+07:00', ageSeconds: 0, by: 'registry' },
  enterprise,
};

export const envelope = (type: string, change: Partial<Envelope> = {}): Envelope => ({
  id: 'm-1',
  source: '000.99.20.H26',
  type,
  subject: code,
  time: new Date('2026-11-23T02:00:00Z'),
  datacontenttype: 'application/json',
  dataschema: 'enterprise/1',
  receivers: type === 'enterprise.details' ? ['000.99.02.H26'] : [],
  ...change,
});
