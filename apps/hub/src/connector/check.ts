import type { CheckResult } from '@lienthong/adapter-kit';
import type { ConnectorConfig, HubConfig } from '@lienthong/config';
import { createLogger } from '@lienthong/runtime';
import { CommandError } from '../complaint/command-error';
import { type Lang, print } from '../terminal';
import { createConnector } from './connectors';
import { openInbox } from './inbox';
import { addressesIn, caFileIn } from './outbound';
import { type Reached, reach } from './reach';

interface Options {
  readonly lang: Lang;
  readonly json?: boolean;
}

/** Tries the way to every address of the connector, then the adapter's own steps: secrets, log-in, a harmless call. */
export async function checkConnector(config: HubConfig, data: string, name: string, options: Options): Promise<void> {
  const found = config.connectors.find((connector) => connector.name === name);
  if (!found) throw new CommandError('cli.no-connector', name);
  const results = [...(await reachAll(found)), ...(await ownSteps(config, data, found))];
  for (const result of results) show(result, options);
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
}

async function reachAll({ config }: ConnectorConfig): Promise<Reached[]> {
  const reached = await Promise.all(addressesIn(config).map((address) => reach(address, caFileIn(config), new Date())));
  return reached.flat();
}

async function ownSteps(config: HubConfig, data: string, settings: ConnectorConfig): Promise<CheckResult[]> {
  const log = createLogger('check', 'error');
  const inbox = settings.adapter === 'inbox' ? openInbox(config, data, settings.zone, log) : undefined;
  const connector = createConnector(settings, log, inbox?.inbox);
  try {
    return await connector.check();
  } finally {
    await connector.close();
    await inbox?.close();
  }
}

function show(result: Reached, { lang, json }: Options): void {
  if (json) return print(JSON.stringify(result));
  const { ok, step, words, advice } = result;
  print(`${ok ? '✓' : '✗'} ${step.padEnd(16)} ${words[lang]}`);
  if (advice) print(`  → ${advice[lang]}`);
}
