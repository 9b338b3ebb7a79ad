import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '@lienthong/message';
import type { ListedMessage, ReceiptCount } from '../check/model';
import { parseListing } from '../check/reading';
import { type Ended, NotReady, type Service, type Starting, run, startService, startViewer } from './children';
import { Interrupted, type Lang, StageError } from './errors';

export interface HubPlace {
  /** Folder of the repository. */
  readonly root: string;
  readonly config: string;
  readonly data: string;
  readonly overrides: readonly string[];
  readonly lang: Lang;
}

/** The hub's own program, as an operator would use it. */
export class Hub {
  private readonly log: string;

  constructor(
    private readonly place: HubPlace,
    private readonly stop: AbortSignal,
  ) {
    this.log = join(place.data, 'logs', 'hub.log');
  }

  /** Topics, ACLs, database users, tables. */
  async provision(): Promise<void> {
    const { code } = await run(this.command('provision', '--yes'), { log: this.log, stop: this.stop, verbose: true });
    if (code !== 0) throw await this.failed('provision', code);
  }

  /** Starts all roles; from now on somebody must stop them. */
  up(cores: number): Promise<Starting> {
    return startService(this.command('up', '--cores', String(cores)), this.log);
  }

  /** Resolves when every role is ready. */
  async ready(service: Starting): Promise<void> {
    await service.untilReady(120_000, this.stop).catch(async (cause: unknown) => {
      throw cause instanceof NotReady ? await this.failed('up', cause.why) : cause;
    });
  }

  watch(): Service {
    return startViewer(this.command('watch'));
  }

  async messages(): Promise<ListedMessage[]> {
    return parseListing((await this.ask('message', 'list', '--json')).stdout);
  }

  /** When dossiers of these procedures are due, by the installation's calendar. */
  async dueTimes(procedures: readonly string[], received: string): Promise<Map<string, Date>> {
    const { stdout } = await this.ask('dossier', 'due', '--procedure', ...procedures, '--received', received, '--json');
    const lines = stdout.trimEnd().split('\n');
    const told = lines.map((line) => JSON.parse(line) as { readonly procedure: string; readonly dueAt: string });
    return new Map(told.map(({ procedure, dueAt }) => [procedure, new Date(dueAt)]));
  }

  /** Exports every receipt and verifies them as a stranger would: from files, the root and the hub's published certificate alone. */
  async verifyReceipts(): Promise<ReceiptCount> {
    const dir = join(this.place.data, 'sandbox', 'receipts');
    await rm(dir, { recursive: true, force: true });
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await this.ask('evidence', 'export', '--all', dir);
    const pki = join(this.place.data, 'sandbox', 'pki');
    const trust = ['--trust', join(pki, 'root.pem'), '--signer', join(pki, 'hub.pem')];
    // a code other than 0 is the verdict "not all valid", which the figures show
    const { code, stdout } = await run([this.program, 'evidence', 'verify', dir, ...trust, '--json'], {
      log: this.log,
      stop: this.stop,
    });
    return countOf(stdout) ?? Promise.reject(await this.failed('evidence verify', code));
  }

  async failed(command: string, code: number | string): Promise<StageError | Interrupted> {
    if (this.stop.aborted) return new Interrupted();
    const tail = await readFile(this.log, 'utf8').then(
      (text) => text.trimEnd().split('\n').slice(-8).join('\n'),
      () => '',
    );
    return new StageError('stage.hub-failed', `hub ${command}: ${code}; ${this.log}:\n${tail}\n`);
  }

  private async ask(...words: string[]): Promise<Ended> {
    const ended = await run(this.command(...words), { log: this.log, stop: this.stop });
    if (ended.code !== 0) throw await this.failed(words.slice(0, 2).join(' '), ended.code);
    return ended;
  }

  private command(...words: string[]): string[] {
    const { config, data, overrides, lang } = this.place;
    return [this.program, ...words, '--config', config, '--data', data, '--lang', lang, ...overrides.flatMap((each) => ['--set', each])];
  }

  private get program(): string {
    return join(this.place.root, 'apps', 'hub', 'dist', 'main.js');
  }
}

function countOf(stdout: string): ReceiptCount | undefined {
  try {
    const value: unknown = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    return isRecord(value) && ['receipts', 'valid', 'invalid'].every((key) => typeof value[key] === 'number')
      ? (value as unknown as ReceiptCount)
      : undefined;
  } catch {
    return undefined;
  }
}
