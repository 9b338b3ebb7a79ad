import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compileRules, decide, rulesOf, withAgreement, withoutAgreement } from '@lienthong/config';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { CommandError } from '../complaint/command-error';
import { type ChangeOptions, change, withChange } from '../party/change';
import { type Place, loadSettings, withPlace } from '../settings';
import { explained, print } from '../terminal';

interface AddOptions extends ChangeOptions {
  readonly sender: string;
  readonly type: readonly string[];
  readonly receiver: readonly string[];
  readonly onlyNamed: boolean;
}

const file = 'agreements.yaml';

/** `hub agreement …`: who may send what to whom. What it changes is `config/agreements.yaml`, and with it the active rules. */
export function agreementCommands(program: Command): void {
  const agreement = program.command('agreement').description('who may send what to whom: list, add, remove, test');
  withPlace(agreement.command('list').description('every agreement')).option('--json', 'one JSON object a line').action(list);
  withChange(agreement.command('add <id>').description('an agreement that was not there'))
    .requiredOption('--sender <code>', 'who may send')
    .requiredOption('--type <type>', 'message type; repeatable', several, [])
    .requiredOption('--receiver <code>', 'to whom; repeatable', several, [])
    .option('--only-named', 'not what names no receiver', false)
    .action(add);
  withChange(agreement.command('remove <id>').description('what it allowed is refused from then on')).action(remove);
  withPlace(
    agreement.command('test <sender> <type> <receiver>').description('what the files say of such a message; 1 when it is refused'),
  ).action(test);
}

const several = (value: string, all: string[]): string[] => [...all, value];

const textOf = ({ config }: Place): string => readFileSync(join(resolve(config), file), 'utf8');

function list(options: Place & { readonly json?: boolean }): void {
  const { agreements } = loadSettings(options);
  if (options.json) return agreements.forEach((one) => print(JSON.stringify(one)));
  const table = new Table({ head: ['id', 'sender', 'types', 'receivers', ''], style: { head: [], border: [] } });
  for (const { id, sender, types, receivers, onlyNamed } of agreements)
    table.push([id, sender, types.join('\n'), receivers.join('\n'), onlyNamed ? 'only named' : '']);
  print(table.toString());
}

async function add(id: string, options: AddOptions): Promise<void> {
  const { sender, type, receiver, onlyNamed } = options;
  const edited = withAgreement(textOf(options), { id, sender, types: type, receivers: receiver, ...(onlyNamed && { onlyNamed }) });
  if (edited) await change({ ...edited, file }, `hub agreement add ${id}`, options);
}

async function remove(id: string, options: ChangeOptions): Promise<void> {
  const edited = withoutAgreement(textOf(options), id);
  if (!edited) throw new CommandError('cli.no-agreement', id);
  await change({ ...edited, file }, `hub agreement remove ${id}`, options);
}

function test(sender: string, type: string, receiver: string, place: Place): void {
  const decision = decide(compileRules(rulesOf(loadSettings(place))), {
    type,
    sender,
    receivers: [receiver],
    at: new Date().toISOString(),
  });
  if ('connectors' in decision) return print(`✓ ${sender} → ${type} → ${receiver}: ${decision.connectors.join(', ')}`);
  print(`✗ ${explained(decision.code, place.lang)}`);
  process.exitCode = 1;
}
