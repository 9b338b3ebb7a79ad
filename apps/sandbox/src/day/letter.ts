import { writeEdxml } from '@lienthong/documents';
import { rfc3339 } from './time';

/** An electronic document as its sender wrote it, not yet signed. */
export interface Letter {
  readonly from: string;
  readonly to: string;
  /** Of the message. */
  readonly id: string;
  /** The document that it is, or is about. */
  readonly subject: string;
  readonly text: string;
  /** Attachments as they travel, by their ids. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

interface Facts {
  readonly from: string;
  readonly to: string;
  readonly number: number;
  readonly now: Date;
}

/** Synthetic, like the offices. */
export function letterOf({ from, to, number, now }: Facts): Letter {
  const today = rfc3339(now).slice(0, 10);
  const id = `${from},${today.replaceAll('-', '/')},${number}/VP-LT`;
  const file = Buffer.from(`%PDF-1.4\n% văn bản ${number}/VP-LT\n%%EOF\n`);
  const bytes = writeEdxml({
    kind: 'edoc',
    MessageHeader: {
      From: { OrganId: from, OrganName: `Cơ quan ${from}` },
      To: [{ OrganId: to, OrganName: `Cơ quan ${to}` }],
      DocumentId: id,
      Code: { CodeNumber: String(number), CodeNotation: 'VP-LT' },
      PromulgationInfo: { Place: 'Thành phố Mô Phỏng', PromulgationDate: today },
      DocumentType: { Type: 18, TypeName: 'Công văn' },
      Subject: `V/v phối hợp rà soát hồ sơ liên thông số ${number}`,
      Content: 'Đề nghị đơn vị rà soát, đối chiếu số liệu và gửi kết quả.',
      SteeringType: 1,
    },
    TraceHeaderList: { TraceHeader: [{ OrganId: from, Timestamp: rfc3339(now) }], Bussiness: { BussinessDocType: '0' } },
    attachments: [{ contentId: 'cv', name: `${number}-VP-LT.pdf`, file }],
  });
  return { from, to, id, subject: id, text: textOf(bytes), contents: new Map([['cv', file]]) };
}

/** Its receiver has accepted it. */
export function statusOf({ from, to, id }: Letter, number: number, now: Date): Letter {
  const bytes = writeEdxml({
    kind: 'status',
    MessageHeader: {
      From: { OrganId: to },
      ResponseFor: { OrganId: from, DocumentId: id },
      StaffInfo: { Department: 'Văn phòng', StaffId: `NV-${number}` },
      StatusCode: '03',
      Description: 'Đã tiếp nhận văn bản',
      Timestamp: rfc3339(now),
    },
  });
  return { from: to, to: from, id: `${id};03`, subject: id, text: textOf(bytes), contents: new Map() };
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
