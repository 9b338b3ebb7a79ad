import { type Check, type FileVerdict, type Judged, type SignatureVerdict, explainCheck } from '@lienthong/trust';
import type { Lang } from '../terminal';

const sentences = {
  unsigned: { vi: 'Tệp không có chữ ký nào: không ai chứng nhận nội dung này', en: 'The file carries no signature: nobody vouches for it' },
  good: {
    vi: 'Dùng được: nội dung đúng như khi ký, và chứng thư của người ký có hiệu lực',
    en: 'It can be used: the content is as it was signed, and the certificate was good',
  },
  goodThen: {
    vi: 'Dùng được: đã chứng minh là ký khi chứng thư còn hiệu lực. Hiện nay chứng thư không còn dùng được; không nhận chữ ký mới bằng chứng thư này',
    en: 'It can be used: it is proved to be signed while the certificate was good. By now the certificate is not; take no new signature with it',
  },
  openNow: {
    vi: 'Dùng được: đã chứng minh là ký khi chứng thư còn hiệu lực. Tình trạng hiện nay của chứng thư chưa hỏi được',
    en: 'It can be used: it is proved to be signed while the certificate was good. How the certificate stands by now could not be learned',
  },
  partial: { vi: 'Chỉ phần đã ký là đáng tin; xem mục Phạm vi', en: 'Only the signed part is to be trusted; see the scope above' },
} as const;

/** What a clerk does next: a sentence for the file, or for each signature that is not valid. */
export function conclusionOf({ standing, signatures, coversWhole }: FileVerdict, lang: Lang): string[] {
  if (signatures.length === 0) return [sentences.unsigned[lang]];
  if (standing !== 'valid') return [...new Set(signatures.flatMap((one) => reasonOf(one, lang) ?? []))];
  const ofNow = signatures.map(({ now }) => now.standing);
  const sentence = ofNow.includes('invalid') ? sentences.goodThen : ofNow.includes('indeterminate') ? sentences.openNow : sentences.good;
  return [sentence[lang], ...(coversWhole ? [] : [sentences.partial[lang]])];
}

/** The check that decides has words of what to do. When it was signed is asked first: what was wrong then cannot be mended by now. */
function reasonOf({ whenSigned, now, timeBasis }: SignatureVerdict, lang: Lang): string | undefined {
  const isProved = timeBasis === 'timestamp' || timeBasis === 'evidence';
  const judged = [whenSigned, ...(isProved ? [] : [now])];
  const check =
    judged.map((one) => deciding(one, 'failed')).find(Boolean) ??
    judged.map((one) => deciding(one, 'unsupported') ?? deciding(one, 'unknown')).find(Boolean);
  return check && explainCheck(check)[lang];
}

const deciding = ({ checks }: Judged, result: Check['result']): Check | undefined => checks.find((check) => check.result === result);
