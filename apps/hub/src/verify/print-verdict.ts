import { type Check, type FileVerdict, type Judged, type SignatureVerdict, type TimestampVerdict, explainCheck } from '@lienthong/trust';
import { type Lang, localTime, print } from '../terminal';
import { type Agency, type AgencyOf, noAgency } from './agency';
import { conclusionOf } from './conclusion';
import { basisWords, formatNames, standingWords, words } from './words';

const marks = { passed: '✓', failed: '✗', unknown: '?', unsupported: '⊘', warning: '!' } as const;

/** Who, what, when, and at the end what to make of it. */
export function printVerdict(verdict: FileVerdict, lang: Lang, agencyOf: AgencyOf = noAgency): void {
  for (const [i, one] of verdict.signatures.entries())
    printSignature(one, i + 1, lang, { agency: agencyOf(one), basis: basisIn(verdict, one) });
  print(`${words.conclusion[lang]}: ${standingWords[verdict.standing][lang]}`);
  for (const sentence of conclusionOf(verdict, lang)) print(plain(`→ ${sentence}`));
}

/** An answer of a responder has no time of signing, and a time stamp is the word of an authority. */
function basisIn({ format }: FileVerdict, { timeBasis }: SignatureVerdict): keyof typeof basisWords | undefined {
  if (format === 'ocsp') return undefined;
  return format === 'timestamp' ? 'authority' : timeBasis;
}

interface Told {
  readonly agency: Agency | undefined;
  readonly basis: keyof typeof basisWords | undefined;
}

function printSignature(one: SignatureVerdict, number: number, lang: Lang, { agency, basis }: Told): void {
  const { signer, whenSigned, now, timestamps, coversWhole } = one;
  const row = (key: keyof typeof words, text: string): void => print(plain(`  ${`${words[key][lang]}:`.padEnd(24)} ${text}`));
  print(plain([`${words.signature[lang]} ${number}`, formatNames[one.format], one.level, one.algorithm].filter(Boolean).join(' · ')));
  if (signer) {
    row('signer', signer.subject);
    if (agency) row('agency', agencyText(agency, lang));
    row('issuer', signer.issuer);
    row('validity', `${localTime(signer.notBefore)} – ${localTime(signer.notAfter)}`);
  }
  if (basis) row('signedAt', signedAtText(one, basis, lang));
  for (const stamp of timestamps) {
    row('timestamp', stampText(stamp, lang));
    printChecks(stamp.checks.filter(isNoted), lang);
  }
  if (!coversWhole) row('scope', words.covers[lang]);
  row('whenSigned', standingText(whenSigned, lang));
  printChecks(whenSigned.checks, lang);
  row('now', standingText(now, lang));
  const said = new Set(whenSigned.checks.map(sayingOf));
  printChecks(
    now.checks.filter((check) => !said.has(sayingOf(check))),
    lang,
  );
}

/** What held when it was signed and holds now need not be read twice. */
const sayingOf = ({ code, result, facts }: Check): string => [code, result, facts['certificate']].join(' ');

const isNoted = ({ result }: Check): boolean => result !== 'passed';

const standingText = ({ standing, at, subIndication }: Judged, lang: Lang): string =>
  [standingWords[standing][lang], subIndication, `(${localTime(at)})`].filter(Boolean).join(' ');

function agencyText({ name, code, boundBy, validFrom, validUntil, held }: Agency, lang: Lang): string {
  const span = [
    validFrom && `${words.from[lang]} ${localTime(new Date(validFrom))}`,
    validUntil && `${words.until[lang]} ${localTime(new Date(validUntil))}`,
  ];
  const parts = [`${name[lang]} (${code})`, `${words.boundBy[lang]} ${boundBy}`, ...span, held ? undefined : words.unbound[lang]];
  return parts.filter(Boolean).join(', ');
}

function signedAtText({ whenSigned, claimedAt }: SignatureVerdict, basis: keyof typeof basisWords, lang: Lang): string {
  const claimed = claimedAt && claimedAt.getTime() !== whenSigned.at.getTime() ? ` (${words.claims[lang]} ${localTime(claimedAt)})` : '';
  return `${localTime(whenSigned.at)}, ${basisWords[basis][lang]}${claimed}`;
}

const stampText = ({ at, by, standing, subIndication }: TimestampVerdict, lang: Lang): string =>
  [localTime(at), standingWords[standing][lang], subIndication, by && `(${commonName(by.subject)})`].filter(Boolean).join(' ');

/** Of an authority its own name is enough. */
const commonName = (subject: string): string => /(?:^|, )CN=(.+?)(?:, [A-Z]+=|$)/.exec(subject)?.[1] ?? subject;

/** The sentence first; its code is for those who look it up. */
export function printChecks(checks: readonly Check[], lang: Lang): void {
  for (const check of checks) {
    const isPlain = check.result === 'passed' && check.code !== 'ocsp.response'; // whose facts are what the file says
    const facts = isPlain ? '' : factsText(check, lang);
    print(plain(`    ${marks[check.result]} ${explainCheck(check)[lang]} [${check.code}]${facts && ` (${facts})`}`));
  }
}

/** A name says more than a fingerprint, and people read their own clock. */
function factsText({ facts }: Check, lang: Lang): string {
  const nothing = facts['source'] === 'none' ? ['status', 'source'] : [];
  const hidden = new Set(['subject' in facts ? 'certificate' : '', 'evidence', 'refused', ...nothing]);
  return Object.entries(facts)
    .filter(([key]) => !hidden.has(key))
    .map(([key, value]) => `${factWords[key]?.[lang] ?? key}: ${isTime.test(value) ? localTime(new Date(value)) : value}`)
    .join('; ');
}

const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const factWords: Readonly<Record<string, Readonly<Record<Lang, string>> | undefined>> = {
  subject: { vi: 'chứng thư', en: 'certificate' },
  signer: { vi: 'nơi ký dữ liệu', en: 'signer of the data' },
  status: { vi: 'tình trạng', en: 'status' },
  source: { vi: 'nguồn', en: 'source' },
  serial: { vi: 'số chứng thư', en: 'serial number' },
  nextUpdate: { vi: 'dùng đến', en: 'until' },
  producedAt: { vi: 'dữ liệu lúc', en: 'data of' },
  revokedAt: { vi: 'thu hồi lúc', en: 'revoked at' },
  invalidityDate: { vi: 'mất khóa từ', en: 'key lost at' },
  reason: { vi: 'lý do', en: 'reason' },
  algorithm: { vi: 'thuật toán', en: 'algorithm' },
  at: { vi: 'lúc', en: 'at' },
};

/** Names in a file are its maker's: they must not steer the reader's terminal. */
export const plain = (text: string): string => text.replace(/\p{C}/gu, '?');
