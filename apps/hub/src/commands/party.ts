import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type HubConfig, withCertificate, withParty, withSuspension } from '@lienthong/config';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { CommandError } from '../complaint/command-error';
import { fingerprintIn, instantOf } from '../party/certificate';
import { type ChangeOptions, change, inPartyFiles, withChange } from '../party/change';
import { type Place, loadSettings, withPlace } from '../settings';
import { print } from '../terminal';

interface AddOptions extends ChangeOptions {
  readonly kind: string;
  readonly vi: string;
  readonly en: string;
  readonly alias: readonly string[];
  readonly certificate?: string;
  readonly approvedBy?: string;
  readonly file: string;
}
interface RotateOptions extends ChangeOptions {
  readonly certificate: string;
  readonly approvedBy: string;
  readonly from?: string;
  readonly overlap: string;
}

/** `hub party …`: who exchanges messages. What it changes is the files in `config/parties/`, and with them the active rules. */
export function partyCommands(program: Command): void {
  const party = program.command('party').description('parties: list, show, add, rotate, suspend, resume');
  withPlace(party.command('list').description('every party')).option('--json', 'one JSON object a line').action(list);
  withPlace(party.command('show <code>').description('one party: certificates, agreements, connectors')).action(
    (code: string, place: Place) => print(JSON.stringify(shown(loadSettings(place), code), undefined, 2)),
  );
  withChange(party.command('add <code>').description('a party that was not there'))
    .requiredOption('--kind <kind>', 'portal, one-stop, agency, ward, registry, utility')
    .requiredOption('--vi <name>', 'its name in Vietnamese')
    .requiredOption('--en <name>', 'its name in English')
    .option('--alias <code>', 'another code of it; repeatable', (value: string, all: string[]) => [...all, value], [])
    .option('--certificate <file>', 'PEM of a certificate that speaks for it; with --approved-by')
    .option('--approved-by <words>', 'decision or office that approved the binding')
    .option('--file <name>', 'file in parties/', 'added.yaml')
    .action(add);
  withChange(party.command('rotate <code>').description('binds a new certificate from a day, and ends those before it after an overlap'))
    .requiredOption('--certificate <file>', 'PEM of the new certificate')
    .requiredOption('--approved-by <words>', 'decision or office that approved the binding')
    .option('--from <instant>', 'RFC 3339, or a day in Hanoi; absent: now')
    .option('--overlap <days>', 'how long the certificates before it go on', '30')
    .action(rotate);
  for (const [name, suspended, words] of [
    ['suspend', true, 'it exchanges nothing for the time being, within seconds'],
    ['resume', false, 'it exchanges messages again'],
  ] as const)
    withChange(party.command(`${name} <code>`).description(words)).action((code: string, options: ChangeOptions) =>
      suspend(code, suspended, name, options),
    );
}

function list(options: Place & { readonly json?: boolean }): void {
  const { parties } = loadSettings(options);
  if (options.json) return parties.forEach((party) => print(JSON.stringify(party)));
  const table = new Table({ head: ['code', 'kind', 'name', 'certificates', ''], style: { head: [], border: [] } });
  for (const { code, kind, name, certificates, suspended } of parties)
    table.push([code, kind, name[options.lang], String(certificates.length), suspended ? 'suspended' : '']);
  print(table.toString());
}

function shown(config: HubConfig, code: string): object {
  const found = known(config, code);
  const own = (codes: readonly string[]): boolean => [found.code, ...found.aliases].some((one) => codes.includes(one));
  return {
    ...found,
    agreements: config.agreements.filter(({ sender, receivers }) => own([sender, ...receivers])),
    connectors: config.connectors.filter(({ parties }) => own(parties)).map(({ name }) => name),
  };
}

function known({ parties }: HubConfig, code: string): HubConfig['parties'][number] {
  const found = parties.find((party) => party.code === code);
  if (!found) throw new CommandError('cli.no-party', code);
  return found;
}

async function add(code: string, options: AddOptions): Promise<void> {
  const { kind, vi, en, alias, certificate, approvedBy = '', file } = options;
  if (!/^[\w-]+\.ya?ml$/.test(file)) throw new CommandError('cli.usage', `--file ${file}`);
  if ((certificate === undefined) !== (approvedBy === '')) throw new CommandError('cli.usage', '--certificate, --approved-by');
  const at = join(resolve(options.config), 'parties', file);
  const bound = certificate === undefined ? {} : { certificates: [{ sha256: fingerprintIn(certificate), approvedBy }] };
  const party = { code, ...(alias.length > 0 && { aliases: alias }), name: { vi, en }, kind, ...bound };
  const edited = withParty(existsSync(at) ? readFileSync(at, 'utf8') : '', party);
  if (edited) await change({ ...edited, file: `parties/${file}` }, `hub party add ${code}`, options);
}

async function rotate(code: string, options: RotateOptions): Promise<void> {
  known(loadSettings(options), code);
  const { certificate, approvedBy, overlap } = options;
  const from = options.from === undefined ? new Date() : instantOf(options.from);
  if (!/^\d{1,4}$/.test(overlap)) throw new CommandError('cli.usage', `--overlap ${overlap}`);
  const until = new Date(from.getTime() + Number(overlap) * 24 * 3_600_000).toISOString();
  const binding = { sha256: fingerprintIn(certificate), from: from.toISOString(), approvedBy };
  const found = inPartyFiles(options.config, (text) => withCertificate(text, code, binding, until));
  if (found) await change(found, `hub party rotate ${code}`, options);
}

async function suspend(code: string, suspended: boolean, name: string, options: ChangeOptions): Promise<void> {
  known(loadSettings(options), code);
  const found = inPartyFiles(options.config, (text) => withSuspension(text, code, suspended));
  if (found) await change(found, `hub party ${name} ${code}`, options);
  else print(`= ${code}`);
}
