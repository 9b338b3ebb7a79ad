import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { RawMessage } from '@lienthong/message';
import { CommandError } from '../complaint/command-error';
import { dryRun } from '../connector/dry-run';
import { printTrial, trialJson, trialOf } from '../connector/trial';
import { type Place, loadSettings } from '../settings';
import { print } from '../terminal';
import { type SigningOptions, signer } from './submit';

export type TryOptions = Place & SigningOptions & { readonly json?: boolean; readonly subject: string; readonly contentType?: string };

/** `hub connector try NAME FILE`: the whole way of a file up to what would be sent, and nothing of it is. */
export async function tryFile(name: string, file: string, options: TryOptions): Promise<void> {
  const config = loadSettings(options);
  const connector = config.connectors.find((one) => one.name === name);
  if (!connector) throw new CommandError('cli.no-connector', name);
  const raw = await read(name, file, options);
  const trial = trialOf(await dryRun(config, connector.zone, raw, new Date()));
  if (options.json) print(JSON.stringify(trialJson(trial)));
  else printTrial(trial, options.lang);
  if (trial.outcome !== 'recorded') process.exitCode = 1;
}

async function read(connector: string, file: string, options: TryOptions): Promise<RawMessage> {
  const payload = await readFile(file);
  const sign = await signer(options);
  const jws = sign ? await sign(payload) : existsSync(`${file}.jws`) ? (await readFile(`${file}.jws`, 'utf8')).trim() : undefined;
  const attributes: Record<string, string> = jws === undefined ? {} : { 'jws-signature': jws };
  return { connector, subject: options.subject, contentType: options.contentType ?? typeOf(payload), attributes, payload };
}

const typeOf = (payload: Uint8Array): string =>
  /^(\ufeff)?\s*</.test(Buffer.from(payload.subarray(0, 64)).toString('utf8'))
    ? 'application/xml'
    : 'application/cloudevents+json; charset=utf-8';
