import type { Compatibility } from '@lienthong/documents';
import Table from 'cli-table3';
import { type Command, Option } from 'commander';
import { CommandError } from '../complaint/command-error';
import { type CandidateOptions, candidateOf } from '../schema/candidate';
import { problemsOf } from '../schema/checked';
import { linesOf, readRegistry, textOf, versionOf } from '../schema/registry';
import { writeRetired, writeVersion } from '../schema/write';
import { Misconfigured } from '../settings';
import { localTime, print } from '../terminal';

interface InFolder {
  readonly config: string;
}
interface AddOptions extends InFolder, CandidateOptions {}

const modes: readonly Compatibility[] = ['none', 'backward', 'forward', 'full'];

/** `hub schema …`: the registry of schemas in `config/schemas/`. What it changes is files; `hub config apply` makes them count. */
export function schemaCommands(program: Command): void {
  const schema = program.command('schema').description('registry of schemas: list, show, check, add, retire');
  inFolder(schema.command('list').description('every type and version, those that are built in too'))
    .option('--json', 'one JSON object a line')
    .action(list);
  inFolder(schema.command('show <type> [version]').description('the text of a schema; without a version the newest that is alive'))
    .option('--example', 'its example instead')
    .action((type: string, version: string | undefined, { config, example }: InFolder & { readonly example?: boolean }) => {
      const schemas = readRegistry(config);
      print((example ? versionOf(schemas, type, version).example : textOf(schemas, type, version)).trimEnd());
    });
  withCandidate(schema.command('check <file>').description('would it be taken? nothing is written')).action(
    async (file: string, options: AddOptions) => {
      const { type, version } = await checked(file, options);
      print(`✓ ${type.type}/${version.version}`);
    },
  );
  withCandidate(schema.command('add <file>').description('checks it against the versions that are alive, then makes it one')).action(
    async (file: string, options: AddOptions) => {
      const candidate = await checked(file, options);
      await writeVersion(options.config, candidate);
      print(`+ ${candidate.type.type}/${candidate.version.version} → hub config apply`);
    },
  );
  inFolder(schema.command('retire <type> <version>').description('nothing of this version is taken any more')).action(retire);
}

const inFolder = (command: Command): Command => command.option('--config <dir>', 'folder of the configuration', 'config');

const withCandidate = (command: Command): Command =>
  inFolder(command)
    .option('--type <type>', "message type; otherwise the name of the file's folder")
    .option('--version <version>', 'as 1, 1.1, 2; otherwise what the file is named, or the next minor version')
    .option('--example <file>', 'a document that it takes; otherwise <version>.example.json or .example.xml beside the file')
    .addOption(
      new Option('--compatibility <mode>', 'what it promises to older versions of its major one').choices([...modes]).default('backward'),
    );

function list({ config, json }: InFolder & { readonly json?: boolean }): void {
  const lines = linesOf(readRegistry(config));
  if (json) return lines.forEach((line) => print(JSON.stringify(line)));
  const table = new Table({ head: ['type', 'dataschema', 'kind', 'compatibility', 'state'], style: { head: [], border: [] } });
  for (const { type, version, kind, compatibility, state, since } of lines)
    table.push([type, version, kind, compatibility, [state, since].filter(Boolean).join(' ')]);
  print(table.toString());
}

async function checked(file: string, options: AddOptions) {
  const candidate = await candidateOf(file, options, readRegistry(options.config));
  const problems = await problemsOf(candidate.type);
  if (problems.length > 0) throw new Misconfigured(problems);
  return candidate;
}

async function retire(type: string, version: string, { config }: InFolder): Promise<void> {
  const schemas = readRegistry(config);
  const { retired } = versionOf(schemas, type, version);
  if (retired !== undefined) throw new CommandError('schema.retired', `${type}/${version} ${retired}`);
  await writeRetired(config, type, version, localTime(new Date()).slice(0, 10));
  const left =
    schemas.find((one) => one.type === type)?.versions.filter((one) => one.retired === undefined && one.version !== version) ?? [];
  print(`- ${type}/${version}; ${left.map((one) => one.version).join(', ') || '∅'} → hub config apply`);
}
