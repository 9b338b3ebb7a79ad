import { randomBytes } from 'node:crypto';
import { type EdxmlDraft, writeEdxml } from '@lienthong/documents';
import { type Signer, signFile } from '@lienthong/trust';

const fileBytes = 9_000;

/** A document with one PDF and an enveloped XAdES over all of it, with its signer's certificates: about 20 KB. */
export function signedDocument(signer: Signer, at: Date): Promise<Uint8Array> {
  return signFile({ format: 'xades', content: writeEdxml(draft(at)), detached: false, signer, at });
}

const draft = (at: Date): EdxmlDraft => ({
  kind: 'edoc',
  MessageHeader: {
    From: { OrganId: '000.99.12.H26', OrganName: 'Sở Mẫu', OrganAdd: 'Số 1 phố Mẫu, Hà Nội', Email: 'vanthu@so-mau.example' },
    To: [{ OrganId: '000.00.01.G99', OrganName: 'Bộ Mẫu' }],
    DocumentId: `000.99.12.H26,${at.toISOString().slice(0, 10).replaceAll('-', '/')},1234/SM-VP`,
    Code: { CodeNumber: '1234', CodeNotation: 'SM-VP' },
    PromulgationInfo: { Place: 'Hà Nội', PromulgationDate: at.toISOString().slice(0, 10) },
    DocumentType: { Type: 2, TypeName: 'Công văn' },
    Subject: 'Về việc phối hợp giải quyết hồ sơ mẫu',
    SignerInfo: { Competence: 'GIÁM ĐỐC', Position: 'Giám đốc', FullName: 'Nguyễn Văn Ví Dụ' },
    SteeringType: 1,
  },
  attachments: [{ contentId: 'tep-1', name: 'cong-van.pdf', file: Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(fileBytes)]) }],
});
