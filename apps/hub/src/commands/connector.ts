import { type HubConfig, changes } from '@lienthong/config';
import { type KeptVersion, pauseConnector, readConnectors, readVersions } from '@lienthong/store';
import type { Command } from 'commander';
import { acting } from '../acting';
import { CommandError } from '../complaint/command-error';
import { awaitZone } from '../connector/confirmed';
import { checkConnector } from '../connector/check';
import { listConnectors, listVersions } from '../connector/list';
import { withLedger } from '../database';
import { activateConnector } from '../provision/activate';
import { type Place, loadSettings, withPlace } from '../settings';
import { type Lang, print } from '../terminal';
import { tryFile } from './try';

type Options = Place & { readonly lang: Lang; readonly json?: boolean };
type ActOptions = Options & { readonly reason: string };

/** `hub connector …`: what outside systems are connected, each in versions that can be applied and taken back while messages flow. */
export function connectorCommands(program: Command): void {
  const connector = program.command('connector').description('connectors: list, check, diff, try, apply, rollback, pause, resume');
  withPlace(connector.command('list [name]').description('what runs, and since when; or every kept version of one'))
    .option('--json', 'one JSON object a line')
    .action((name: string | undefined, options: Options) =>
      name ? listVersions(name, options) : listConnectors(loadSettings(options), options),
    );
  withPlace(
    connector
      .command('check <name>')
      .description('try the connection as its file says, step by step: which side is broken, what to tell them'),
  )
    .option('--json', 'one JSON object a step')
    .action((name: string, options: Options) => checkConnector(loadSettings(options), options.data, name, options));
  withPlace(connector.command('diff <name>').description('what applying the file would change'))
    .option('--from <version>', 'a kept version, in the place of the one in force')
    .action(diff);
  withPlace(
    connector
      .command('try <name> <file>')
      .description('what would become of a file that this connector takes in: recorded, verified, mapped, sent; nothing is'),
  )
    .option('--key <pem>', 'sign it as a party would: private key, PEM')
    .option('--chain <pem>', 'certificate of the key and its chain')
    .option('--subject <subject>', 'the subject claimed at the door', '')
    .option('--content-type <type>', 'absent: XML or a CloudEvent, by its first character')
    .option('--json', 'one JSON object')
    .action(tryFile);
  withAct(connector.command('apply <name>').description('make the file the version in force; nothing else is restarted')).action(apply);
  withAct(connector.command('rollback <name>').description('apply an earlier version again; the file stays as it is'))
    .option('--to <version>', 'which one; absent: the one before the one in force')
    .action(rollback);
  withAct(connector.command('pause <name>').description('deliver nothing and take nothing in; everything waits')).action(
    (name: string, options: ActOptions) => setPaused(name, true, options),
  );
  withAct(connector.command('resume <name>').description('go on after a pause')).action((name: string, options: ActOptions) =>
    setPaused(name, false, options),
  );
}

const withAct = (command: Command): Command =>
  withPlace(command).requiredOption('--reason <words>', 'why; kept with the version and in the audit');

async function diff(name: string, options: Options & { readonly from?: string }): Promise<void> {
  const { text } = fileOf(loadSettings(options), name);
  const versions = await withLedger(options, (pool) => readVersions(pool, name));
  const from = options.from === undefined ? versions.find(({ isCurrent }) => isCurrent) : kept(versions, name, options.from);
  const lines = changes(from?.text ?? '{}', text);
  lines.forEach(print);
  if (lines.length === 0) print(options.lang === 'vi' ? 'Không khác' : 'No difference');
}

async function apply(name: string, options: ActOptions): Promise<void> {
  const config = loadSettings(options);
  await activateAndWait(config, name, options);
}

async function rollback(name: string, options: ActOptions & { readonly to?: string }): Promise<void> {
  const versions = await withLedger(options, (pool) => readVersions(pool, name));
  const current = versions.findIndex(({ isCurrent }) => isCurrent);
  const target = options.to === undefined ? versions[current + 1] : kept(versions, name, options.to);
  if (!target) throw new CommandError('connector.no-version', name);
  await activateAndWait(loadSettings(options, { connector: name, text: target.text }), name, options);
}

async function activateAndWait(config: HubConfig, name: string, options: ActOptions): Promise<void> {
  const file = fileOf(config, name);
  await staysInZone(name, file.zone, options);
  const { version, changed } = await activateConnector(config, options.data, file, options.reason);
  print(`${changed ? '+' : '='} ${name} version ${version}`);
  await awaitZone(name, options);
}

/** Deliveries that wait are on the way to the old zone. */
async function staysInZone(name: string, zone: string, options: Options): Promise<void> {
  const found = (await withLedger(options, readConnectors)).find(({ connector }) => connector === name);
  if (found && found.zone !== zone) throw new CommandError('connector.zone-fixed', `${name}: ${found.zone} → ${zone}`);
}

async function setPaused(name: string, paused: boolean, options: ActOptions): Promise<void> {
  const found = await withLedger(options, (pool) => pauseConnector(pool, name, paused, acting(options.reason)));
  if (!found) throw new CommandError('cli.no-connector', name);
  print(`${found.changed ? '+' : '='} ${name} ${paused ? 'paused' : 'resumed'}`);
  await awaitZone(name, options);
}

function fileOf(config: HubConfig, name: string) {
  const file = config.connectorFiles.find((one) => one.name === name);
  if (!file) throw new CommandError('cli.no-connector', name);
  return file;
}

function kept(versions: readonly KeptVersion[], name: string, wanted: string): KeptVersion {
  const found = versions.find(({ version }) => String(version) === wanted);
  if (!found) throw new CommandError('connector.no-version', `${name} ${wanted}`);
  return found;
}
