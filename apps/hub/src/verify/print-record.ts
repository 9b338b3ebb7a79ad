import { type VerdictRecord, checksOf } from '@lienthong/trust';
import { type Lang, localTime, print } from '../terminal';
import { plain, printChecks } from './print-verdict';
import { standingWords, words } from './words';

/** The verdict on a message's signature as the ledger keeps it: it names nobody, so certificates are fingerprints. */
export function printRecord(record: VerdictRecord, lang: Lang): void {
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
