import { type VerdictRecord, checksOf, readAssertion } from '@lienthong/trust';
import { type Lang, localTime, print } from '../terminal';
import { plain, printChecks } from './print-verdict';
import { standingWords, words } from './words';

/** What the ledger keeps of a message's sender, as JSON: the verdict on the signature, or which connector vouches for a message without one. */
export function printSender(text: string, lang: Lang): void {
  const record: unknown = JSON.parse(text);
  const asserted = readAssertion(record);
  if (!asserted) return printRecord(record as VerdictRecord, lang);
  print(plain(`  ${words.asserted[lang]} ${asserted.assertedBy} (${asserted.zone}), ${localTime(new Date(asserted.acceptedAt))}`));
}

/** It names nobody, so certificates are fingerprints. */
function printRecord(record: VerdictRecord, lang: Lang): void {
  printOne(record, lang);
  for (const one of record.attachments ?? []) {
    print(plain(`${words.inside[lang]} ${one.attachment}${'unreadable' in one ? `: ${one.unreadable}` : ''}`));
    if ('verdict' in one) printOne(one.verdict, lang);
  }
}

function printOne(record: Omit<VerdictRecord, 'form'>, lang: Lang): void {
  const { format, level, algorithm, signer = '-' } = record;
  print(plain(`  ${words.signature[lang]}: ${[format, level, algorithm, signer].filter(Boolean).join(' ')}`));
  for (const [key, at] of [['whenSigned', record.signedAt] as const, ['now', record.judgedAt] as const]) {
    const { standing, subIndication = '' } = record[key];
    const checks = checksOf(record, record[key]).map((one) => ({ facts: {}, ...one }));
    const shown = key === 'now' ? checks.filter((_, i) => !record.whenSigned.checks.includes(record.now.checks[i] ?? -1)) : checks;
    print(`  ${words[key][lang]} (${localTime(new Date(at))}): ${standingWords[standing][lang]} ${subIndication}`.trimEnd());
    printChecks(shown, lang);
  }
}
