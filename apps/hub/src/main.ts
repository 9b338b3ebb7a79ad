#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { addCommands } from './commands/groups';
import { type Lang, warn } from './terminal';

const program = new Command('hub')
  .description('Liên Thông: trục liên thông của thành phố · a city’s integration hub')
  .addOption(new Option('--lang <lang>', 'language of the terminal, for every command').choices(['vi', 'en']).default('vi'))
  .hook('preAction', (_, command) => void command.setOptionValue('lang', language()))
  .configureHelp({ showGlobalOptions: true })
  .configureOutput({ outputError: () => undefined })
  .exitOverride();

function language(): Lang {
  return program.opts<{ readonly lang: Lang }>().lang;
}

async function complain(error: unknown): Promise<void> {
  const isHelp = error instanceof CommanderError && error.code.startsWith('commander.help');
  process.exitCode = isHelp ? error.exitCode : 1;
  if (isHelp) return;
  const { complaintLines } = await import('./complaint/complain.js');
  complaintLines(error, language()).forEach(warn);
}

// a reader such as `head` that has seen enough is no failure
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
addCommands(program, process.argv.slice(2))
  .then(() => program.parseAsync())
  .catch(complain);
