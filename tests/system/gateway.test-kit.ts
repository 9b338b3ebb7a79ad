import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type RunningKafka, type RunningPostgres, fetchKafka, freePorts, startKafka, startPostgres } from '@lienthong/embedded';
import { Client } from 'pg';
import { type Authority, issueCity, startAuthority } from '@lienthong/sandbox';

const root = resolve(__dirname, '..', '..');
const program = join(root, 'apps/hub/dist/main.js');

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A hub with its gateway on ports and data of its own, as real processes: Kafka, PostgreSQL, the sandbox's authority, and the roles that a test starts. */
export class GatewayTown {
  private readonly children = new Map<string, ChildProcess>();
  readonly lines: string[] = [];

  private constructor(
    readonly dir: string,
    readonly https: number,
    readonly grpc: number,
    readonly authority: Authority,
    public postgres: RunningPostgres,
    private readonly raisePostgres: () => Promise<RunningPostgres>,
    private kafka: RunningKafka,
    private readonly raiseKafka: () => Promise<RunningKafka>,
    /** What names this installation to the hub's program. */
    readonly place: readonly string[],
  ) {}

  static async found(...more: string[]): Promise<GatewayTown> {
    const dir = await mkdtemp(join(tmpdir(), 'gateway-'));
    await chmod(dir, 0o711); // as root PostgreSQL runs as nobody, who must get through
    const ports = await freePorts(7);
    const [kafkaPort = 0, controllerPort = 0, postgresPort = 0, authorityPort = 0, https = 0, grpc = 0, door = 0] = ports;
    const data = join(dir, 'data');
    const pki = join(data, 'sandbox', 'pki');
    const users = Object.fromEntries(
      ['admin', 'core', 'watch', 'gateway', 'zone-portal', 'zone-one-stop'].map((name) => [name, randomBytes(12).toString('hex')]),
    );
    const password = randomBytes(12).toString('hex');
    await mkdir(join(data, 'secrets'), { recursive: true });
    await mkdir(pki, { recursive: true });
    await writeFile(join(data, 'secrets', 'kafka-users.json'), JSON.stringify(users));
    await writeFile(join(data, 'secrets', 'postgres-admin.password'), password);
    const home = await fetchKafka({ cacheDir: join(root, '.cache'), pom: join(root, 'deploy/kafka/pom.xml') });
    const raiseKafka = (): Promise<RunningKafka> => startKafka({ home, dir: join(data, 'kafka'), port: kafkaPort, controllerPort, users });
    const raisePostgres = (): Promise<RunningPostgres> => startPostgres({ dir: join(data, 'postgres'), port: postgresPort, password });
    const [kafka, postgres] = await Promise.all([
      raiseKafka(),
      raisePostgres(),
      issueCity(pki, { baseUrl: `http://127.0.0.1:${authorityPort}`, now: new Date(), shelf: join(root, '.cache/keys') }),
    ]);
    const authority = await startAuthority(pki, { port: authorityPort });
    const settings = [
      `kafka.embedded.port=${kafkaPort}`,
      `kafka.embedded.controllerPort=${controllerPort}`,
      `postgres.embedded.port=${postgresPort}`,
      `timestamps.url=http://127.0.0.1:${authorityPort}/tsa`,
      `revocation.allow=['127.0.0.1:${authorityPort}']`,
      `connectors.portal.config.source.listen=127.0.0.1:${door}`,
      `gateway.https=127.0.0.1:${https}`,
      `gateway.grpc=127.0.0.1:${grpc}`,
      ...more.map((setting) => setting.replaceAll('PKI', pki).replaceAll('DIR', dir)),
    ];
    await cp(join(root, 'config'), join(dir, 'config'), { recursive: true }); // what a test changes there is its own
    const place = ['--config', join(dir, 'config'), '--data', data, ...settings.flatMap((one) => ['--set', one])];
    const town = new GatewayTown(dir, https, grpc, authority, postgres, raisePostgres, kafka, raiseKafka, place);
    const provisioned = await town.hub('provision', '--yes');
    if (provisioned.code === 0) return town;
    await town.raze();
    throw new Error(`provision: ${provisioned.stdout}${provisioned.stderr}`);
  }

  get broker(): string {
    return this.kafka.brokers[0] ?? '';
  }

  /** As the role logs in at Kafka. */
  kafkaAuth(username: string) {
    const users = JSON.parse(readFileSync(join(this.dir, 'data', 'secrets', 'kafka-users.json'), 'utf8')) as Record<string, string>;
    return { mechanism: 'plain', username, password: users[username] ?? '', tls: false } as const;
  }

  /** A file of the sandbox's certification authority. */
  pki(name: string): string {
    return join(this.dir, 'data', 'sandbox', 'pki', name);
  }

  /** Resolves when the role says that it is ready. */
  async start(role: string, ...settings: string[]): Promise<ChildProcess> {
    const more = settings.flatMap((one) => ['--set', one]);
    const child = spawn(process.execPath, [program, 'run', role, ...this.place, ...more], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.children.set(role, child);
    child.stderr?.on('data', (bytes: Buffer) => this.lines.push(bytes.toString()));
    child.stdout?.on('data', (bytes: Buffer) => this.lines.push(bytes.toString()));
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`${role} ended with ${String(code)}:\n${this.lines.slice(-30).join('')}`);
    });
    ended.catch(() => undefined);
    await Promise.race([once(child, 'message'), ended]);
    return child;
  }

  async stop(role: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.children.get(role);
    this.children.delete(role);
    if (child?.exitCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    await once(child, 'exit');
    return child.exitCode;
  }

  runs(role: string): boolean {
    return this.children.has(role);
  }

  /** The hub's own program on this installation, as an administrator calls it. */
  hub(...words: string[]): Promise<Ended> {
    return this.program(...words, ...this.place);
  }

  /** The same on another folder of the configuration. */
  hubIn(config: string, ...words: string[]): Promise<Ended> {
    return this.program(...words, ...this.place, '--config', config);
  }

  /** The same without an installation. */
  program(...words: string[]): Promise<Ended> {
    return this.run(process.execPath, program, ...words);
  }

  /** Any program, in the town's folder. */
  run(file: string, ...words: string[]): Promise<Ended> {
    return promisify(execFile)(file, words, { cwd: this.dir, maxBuffer: 64 << 20 }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: unknown) => error as Ended,
    );
  }

  openssl(...args: string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.dir, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async killKafka(): Promise<void> {
    await this.kafka.kill();
  }

  async restartKafka(): Promise<void> {
    this.kafka = await this.raiseKafka();
  }

  async stopPostgres(): Promise<void> {
    await this.postgres.stop();
  }

  async restartPostgres(): Promise<void> {
    this.postgres = await this.raisePostgres();
  }

  /** One statement, as the owner of the schema. */
  async sql(text: string): Promise<void> {
    const client = new Client({ connectionString: this.postgres.url });
    await client.connect();
    await client.query(text).finally(() => client.end());
  }

  async raze(): Promise<void> {
    for (const role of [...this.children.keys()]) await this.stop(role);
    await this.authority.stop();
    await this.kafka.stop();
    await this.postgres.stop();
    await rm(this.dir, { recursive: true, force: true });
  }
}
