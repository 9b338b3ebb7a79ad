import { type Check, type FileVerdict, type Holder, type SignatureVerdict, explainCheck } from '@lienthong/trust';
import { type Lang, localTime, print } from '../terminal';

const marks = { passed: '✓', failed: '✗', unknown: '?', unsupported: '⊘', warning: '!' } as const;

export const standingWords = {
  valid: { vi: 'HỢP LỆ', en: 'VALID' },
  invalid: { vi: 'KHÔNG HỢP LỆ', en: 'INVALID' },
  indeterminate: { vi: 'CHƯA XÁC ĐỊNH', en: 'INDETERMINATE' },
} as const;

export const words = {
  signature: { vi: 'Chữ ký', en: 'Signature' },
  signer: { vi: 'Người ký', en: 'Signed by' },
  issuer: { vi: 'Nơi cấp chứng thư', en: 'Issued by' },
  validity: { vi: 'Chứng thư có hiệu lực', en: 'Certificate holds' },
  whenSigned: { vi: 'Khi ký', en: 'When signed' },
  now: { vi: 'Hiện nay', en: 'Now' },
  timestamp: { vi: 'Dấu thời gian', en: 'Time stamp' },
  covers: { vi: 'Chữ ký không bao trùm toàn bộ tệp', en: 'The signature does not cover the whole file' },
  none: { vi: 'Tệp không có chữ ký nào: không ai chứng nhận nội dung này.', en: 'The file carries no signature: nobody vouches for it.' },
} as const;

export function printVerdict(verdict: FileVerdict, lang: Lang): void {
  if (verdict.signatures.length === 0) print(words.none[lang]);
  for (const [i, one] of verdict.signatures.entries()) printSignature(one, i + 1, lang);
  print(standingWords[verdict.standing][lang]);
}

function printSignature(one: SignatureVerdict, number: number, lang: Lang): void {
  print(plain(`${words.signature[lang]} ${number}: ${[one.format, one.level, one.algorithm].filter(Boolean).join(' ')}`));
  if (one.signer) printHolder(one.signer, lang);
  if (!one.coversWhole) print(`  ! ${words.covers[lang]}`);
  for (const { at, by, standing } of one.timestamps)
    print(plain(`  ${words.timestamp[lang]}: ${localTime(at)} ${by?.subject ?? ''} ${standingWords[standing][lang]}`));
  for (const key of ['whenSigned', 'now'] as const) {
    const { standing, at, checks, subIndication = '' } = one[key];
    print(`  ${words[key][lang]} (${localTime(at)}): ${standingWords[standing][lang]} ${subIndication}`.trimEnd());
    printChecks(key === 'now' ? checks.filter((check) => !one.whenSigned.checks.includes(check)) : checks, lang);
  }
}

function printHolder({ subject, issuer, notBefore, notAfter }: Holder, lang: Lang): void {
  print(plain(`  ${words.signer[lang]}: ${subject}`));
  print(plain(`  ${words.issuer[lang]}: ${issuer}`));
  print(`  ${words.validity[lang]}: ${localTime(notBefore)} – ${localTime(notAfter)}`);
}

export function printChecks(checks: readonly Check[], lang: Lang): void {
  for (const check of checks) {
    const { [lang]: sentence } = explainCheck(check);
    const facts =
      check.result === 'passed'
        ? ''
        : Object.entries(check.facts)
            .map(([key, value]) => `${key}=${value}`)
            .join(' ');
    print(plain(`    ${marks[check.result]} ${check.code.padEnd(24)} ${sentence}${facts && ` (${facts})`}`));
  }
}

/** Names in a file are its maker's: they must not steer the reader's terminal. */
export const plain = (text: string): string => text.replace(/\p{C}/gu, '?');
