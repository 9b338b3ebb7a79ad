import { compileOrganisations, type Resolved } from '@lienthong/config';
import { amountDue, catalogue, dueAt, limitOf, papersOf, workingCalendar } from '@lienthong/dossier';
import type { Command } from 'commander';
import { CommandError } from '../complaint/command-error';
import { type Place, loadSettings, withPlace } from '../settings';
import { type Lang, localTime, print } from '../terminal';

interface DueOptions extends Place {
  readonly procedure: readonly string[];
  readonly received: string;
  readonly class: string;
  readonly json?: boolean;
}

/** `hub dossier due` and `hub organisation`: what the data of law says, without a running hub. */
export function dossierCommands(program: Command): void {
  const dossier = program.command('dossier').description('dossiers: due times');
  withPlace(dossier.command('due').description('when a dossier is due, and what it takes'))
    .requiredOption('--procedure <code...>', 'code of the procedure; several with a space between them')
    .requiredOption('--received <time>', 'when it was received, ISO 8601 with zone')
    .option('--class <name>', 'agency class of the calendar', 'office')
    .option('--json', 'one JSON object a line')
    .action(due);
  withPlace(program.command('organisation <code>').description('what an organisation code stands for'))
    .option('--at <time>', 'at which time, ISO 8601 with zone; absent: in the newest state')
    .action(organisation);
}

function due({ procedure: codes, received: text, class: agencyClass, json = false, lang, ...place }: DueOptions): void {
  const config = loadSettings({ ...place, lang });
  const received = timeOf(text, '--received');
  const procedures = catalogue(config.procedures);
  const calendar = workingCalendar(config.calendar, agencyClass);
  const organisations = new Set(config.organisations.map((found) => found.code));
  for (const code of codes) {
    const [procedure, version] = [procedures.find(code), procedures.inForce(code, received)];
    if (!procedure || !version) throw new CommandError('procedure.unknown', `${code} (${text})`);
    const papers = papersOf(version, organisations);
    const dueTime = dueAt(calendar, received, limitOf(version));
    if (json) print(JSON.stringify({ procedure: procedure.code, limit: limitOf(version), dueAt: dueTime, papers: papers.asked.length }));
    else show(procedure, version, papers, dueTime, lang);
  }
}

type Found = ReturnType<ReturnType<typeof catalogue>['find']>;
type InForce = ReturnType<ReturnType<typeof catalogue>['inForce']>;

function show(
  procedure: NonNullable<Found>,
  version: NonNullable<InForce>,
  papers: ReturnType<typeof papersOf>,
  dueTime: Date,
  lang: Lang,
): void {
  const limit = limitOf(version);
  const { asked, lookedUp } = papers;
  print(`${procedure.code}  ${procedure.name[lang]}`);
  print(`${words.limit[lang]}: ${limit.count} ${limit.unit} (${version.source}, ${version.confidence})`);
  print(`${words.due[lang]}: ${localTime(dueTime)}`);
  print(`${words.papers[lang]}: ${asked.length} + ${lookedUp.length} ${words.lookedUp[lang]}`);
  print(`${words.fees[lang]}: ${amountDue(version, 'receipt')} + ${amountDue(version, 'result')} đồng`);
}

function organisation(code: string, { at, lang, ...place }: Place & { readonly at?: string }): void {
  const config = loadSettings({ ...place, lang });
  const found = compileOrganisations(config.organisations)(code, at === undefined ? undefined : timeOf(at, '--at'));
  if (!found) throw new CommandError('organisation.unknown', code);
  print(`${found.organisation.code}  ${found.organisation.name[lang]}`);
  print(standing(found, lang));
}

function standing(found: Resolved, lang: Lang): string {
  switch (found.kind) {
    case 'current':
      return words.current[lang];
    case 'merged':
      return `${words.merged[lang]} ${found.mergedInto} (${found.on}) → ${found.code}`;
    case 'divided':
      return `${words.divided[lang]} ${found.among.join(', ')}`;
    case 'ended':
      return words.ended[lang];
    case 'not-yet':
      return words.notYet[lang];
  }
}

function timeOf(text: string, option: string): Date {
  const time = new Date(text);
  if (/[Zz]$|[+-]\d{2}:\d{2}$/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new CommandError('cli.usage', `${option} ${text}`);
}

const words = {
  limit: { vi: 'thời hạn', en: 'limit' },
  due: { vi: 'hẹn trả', en: 'due' },
  papers: { vi: 'giấy tờ', en: 'papers' },
  lookedUp: { vi: 'cơ quan khác đã có', en: 'that others already hold' },
  fees: { vi: 'phí, lệ phí', en: 'fees' },
  current: { vi: 'đang hoạt động', en: 'is there' },
  merged: { vi: 'đã nhập vào', en: 'merged into' },
  divided: { vi: 'đã chia, chưa rõ cơ quan kế thừa:', en: 'divided, no heir named:' },
  ended: { vi: 'đã kết thúc, không có cơ quan kế thừa', en: 'ended without a successor' },
  notYet: { vi: 'chưa thành lập', en: 'not there yet' },
} as const;
