import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { keySigner } from '@lienthong/authority';
import { createProducer, topicName } from '@lienthong/kafka';
import { createLogger } from '@lienthong/runtime';
import { signJws } from '@lienthong/trust';
import { type MessageLine, listMessages } from '@lienthong/store';
import type { Pool } from 'pg';
import { CommandError } from '../complaint/command-error';
import { submitTo } from '../connector/sources';
import { kafkaFor } from '../credentials';
import { withLedger } from '../database';
import { durableTopic } from '../durable';
import { readCertificates, readPrivateKey } from '../pem-files';
import { type Place, loadSettings } from '../settings';
import { type Lang, explained, facts, print } from '../terminal';

export interface SigningOptions {
  readonly key?: string;
  readonly chain?: string;
}

export type SubmitOptions = Place &
  SigningOptions & {
    readonly connector: string;
    readonly wait: string;
    readonly lang: Lang;
  };

/** Hands files in on a connector's channel as its source would, with the zone's own credential, and tells what became of each. */
export async function submitFiles(files: readonly string[], options: SubmitOptions): Promise<void> {
  const config = loadSettings(options);
  const connector = config.connectors.find(({ name }) => name === options.connector);
  if (!connector) throw new CommandError('cli.no-connector', options.connector);
  const log = createLogger('submit', 'error');
  const client = kafkaFor(config, options.data, `zone-${connector.zone}`, log);
  const durability = await durableTopic(config, client, topicName.in(connector.zone));
  const producer = createProducer(client);
  const submit = submitTo({ zone: connector.zone, connector: connector.name, producer, durability, log });
  const since = new Date(Date.now() - 60_000);
  const sign = await signer(options);
  for (const file of files) {
    const payload = await readFile(file);
    const jws = sign ? await sign(payload) : await besides(file);
    const attributes: Record<string, string> = jws ? { 'jws-signature': jws } : {};
    const before = await withLedger(options, (pool) => standing(pool, sha256(payload), since));
    const { digest, position } = await submit({
      subject: subjectIn(payload),
      contentType: 'application/cloudevents+json; charset=utf-8',
      attributes,
      payload,
    });
    print(`${file}  ${position.topic}/${position.partition}@${position.offset}  ${durability}  sha256 ${digest}`);
    await outcome(options, { digest, since, before });
  }
  await producer.close();
}

const besides = async (file: string): Promise<string | undefined> =>
  existsSync(`${file}.jws`) ? (await readFile(`${file}.jws`, 'utf8')).trim() : undefined;

/** Signs as a party would, where a key is given. */
export async function signer({
  key: keyFile,
  chain: chainFile,
}: SigningOptions): Promise<((payload: Uint8Array) => Promise<string>) | undefined> {
  if (!keyFile && !chainFile) return undefined;
  if (!keyFile || !chainFile) throw new CommandError('cli.usage', '--key KEY.pem --chain CHAIN.pem');
  const own = keySigner(await readPrivateKey(keyFile), await readCertificates(chainFile));
  return (payload) => signJws(payload, own);
}

/** Keeps the order of one's own files for a dossier; what cannot be read is for the core to refuse. */
function subjectIn(payload: Uint8Array): string {
  try {
    const { subject } = JSON.parse(Buffer.from(payload).toString('utf8')) as { subject?: unknown };
    return typeof subject === 'string' ? subject : '';
  } catch {
    return '';
  }
}

interface Awaited {
  readonly digest: string;
  readonly since: Date;
  /** Messages of the same bytes that stood there already. */
  readonly before: ReadonlySet<string>;
}

async function outcome(options: SubmitOptions, own: Awaited): Promise<void> {
  const found = await withLedger(options, (pool) => awaited(pool, own, Number(options.wait) * 1_000));
  print(found ? told(found, options.lang) : '  …');
  if (found?.outcome !== 'recorded') process.exitCode = 1;
}

/** A repeat ends as the message that it repeats. */
async function awaited(pool: Pool, { digest, since, before }: Awaited, ms: number): Promise<MessageLine | undefined> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    for await (const line of listMessages(pool, { since, digest }))
      if (!before.has(line.message)) return line.first === null ? line : firstOf(pool, line.first);
    await sleep(200);
  }
  return undefined;
}

async function firstOf(pool: Pool, message: string): Promise<MessageLine | undefined> {
  for await (const line of listMessages(pool, { message })) return line;
  return undefined;
}

async function standing(pool: Pool, digest: string, since: Date): Promise<Set<string>> {
  const messages = new Set<string>();
  for await (const { message } of listMessages(pool, { since, digest })) messages.add(message);
  return messages;
}

const sha256 = (payload: Uint8Array): string => createHash('sha256').update(payload).digest('hex');

const told = ({ message, outcome: how, code, detail }: MessageLine, lang: Lang): string =>
  [`  ${message}  ${how}${code ? `  ${explained(code, lang)}` : ''}`, ...(code ? [facts(detail)] : [])].filter(Boolean).join('\n    ');
