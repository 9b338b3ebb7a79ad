import type { Report, SealedBy, SenderVerdict } from '@lienthong/evidence';
import { type AssertionRecord, explainCheck } from '@lienthong/trust';
import { type Lang, print } from '../terminal';
import { standingWords, words } from '../verify/words';

const marks = { ok: '✓', failed: '✗', absent: '·' } as const;

const notChecked = { vi: 'chưa kiểm tra: ', en: 'not checked: ' } as const;

export const verdictWords = {
  valid: { vi: 'HỢP LỆ', en: 'VALID' },
  invalid: { vi: 'KHÔNG HỢP LỆ', en: 'INVALID' },
  'not-pinned': {
    vi: 'CHƯA ĐỐI CHIẾU (NOT PINNED): các tệp khớp nhau, nhưng chứng thư nào dưới gốc đó cũng có thể đóng dấu như vậy. So SHA-256 và khoá nhật ký ở trên với điều cơ quan công bố, rồi chỉ định bằng --signer hoặc --log.',
    en: 'NOT PINNED: the files fit together, but any certificate under that root could have sealed them. Compare SHA-256 and log key above with what the agency publishes, then name one by --signer or --log.',
  },
} as const satisfies Record<Report['verdict'], Record<Lang, string>>;

const lines = {
  sender: { vi: 'Chữ ký người gửi', en: "Sender's signature" },
  later: { vi: 'Kiểm tra lại', en: 'Checked again' },
  subject: { vi: 'Người đóng dấu', en: 'Sealed by' },
  issuer: { vi: 'Nơi cấp', en: 'Issued by' },
  fingerprint: { vi: 'SHA-256', en: 'SHA-256' },
  log: { vi: 'Khoá nhật ký', en: 'Log key' },
} as const;

export function printReport({ verdict, checks, sealedBy, sender, asserted, reverified }: Report, lang: Lang): void {
  for (const check of checks)
    print(
      plain(
        `${marks[check.status]} ${check.file.padEnd(28)} ${check.status === 'absent' ? notChecked[lang] : ''}${check[lang]}${check.detail ? ` (${check.detail})` : ''}`,
      ),
    );
  if (sender) printSender(sender, lang);
  if (asserted) printAsserted(asserted, lang);
  if (reverified !== undefined) printReverified(reverified, lang);
  if (sealedBy) printSealedBy(sealedBy, lang);
  print(verdictWords[verdict][lang]);
}

/** What the hub found of the sender's signature, with everything that did not simply pass. */
function printSender({ signature, signer, standing, signedAt, remarks }: SenderVerdict, lang: Lang): void {
  const words = Object.hasOwn(standingWords, standing) ? standingWords[standing as keyof typeof standingWords][lang] : standing;
  print(plain(`  ${lines.sender[lang].padEnd(15)} ${words} · ${signature} · ${signedAt} · ${signer}`));
  for (const remark of remarks)
    print(plain(`    ${remark.result === 'failed' ? '✗' : '!'} ${explainCheck({ facts: {}, ...remark })[lang]}`));
}

const printAsserted = ({ assertedBy, zone, acceptedAt }: AssertionRecord, lang: Lang): void =>
  print(plain(`  ${lines.sender[lang].padEnd(15)} ${words.asserted[lang]} ${assertedBy} (${zone}) · ${acceptedAt}`));

const laterWords = {
  stood: { vi: 'chữ ký hợp lệ', en: 'the signature stood' },
  disproved: { vi: 'CHỮ KÝ KHÔNG HỢP LỆ: đừng dùng thông điệp này', en: 'THE SIGNATURE IS NOT GOOD: do not use this message' },
} as const;

/** The receipt is as good as it was; the message is not. */
function printReverified(code: string, lang: Lang): void {
  print(plain(`  ${lines.later[lang].padEnd(15)} ${code === '' ? laterWords.stood[lang] : `${laterWords.disproved[lang]} (${code})`}`));
}

/** What a reader compares with what the agency publishes. */
export function printSealedBy(sealedBy: SealedBy, lang: Lang): void {
  for (const key of ['subject', 'issuer', 'fingerprint', 'log'] as const) print(plain(`  ${lines[key][lang].padEnd(15)} ${sealedBy[key]}`));
}

/** Names in a receipt are the receipt's maker's: they must not steer the reader's terminal. */
const plain = (text: string): string => text.replace(/\p{C}/gu, '?');
