import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freePorts } from '@lienthong/embedded';
import { departmentSettings } from '@lienthong/sandbox';

const root = resolve(__dirname, '..', '..');

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The whole product as real processes on ports and data of its own: what `npm start` starts, after the build. */
export class City {
  private process: ChildProcess | undefined;
  private readonly lines: string[] = [];

  private constructor(
    readonly data: string,
    readonly door: number,
    /** Address of the one-stop system. */
    readonly oneStop: string,
    private readonly place: readonly string[],
  ) {}

  static async found(): Promise<City> {
    const data = await mkdtemp(join(tmpdir(), 'city-'));
    await chmod(data, 0o711); // as root PostgreSQL runs as nobody, who must get through
    const ports = await freePorts(16);
    const [kafka, controller, postgres, authority, portal, oneStop, axis, door = 0, https, grpc, national, nationalDoor, register] = ports;
    const [departments = 0, theirDoor = 0, cityAxis] = ports.slice(13);
    const settings = [
      `kafka.embedded.port=${kafka}`,
      `kafka.embedded.controllerPort=${controller}`,
      `postgres.embedded.port=${postgres}`,
      `timestamps.url=http://127.0.0.1:${authority}/tsa`,
      `revocation.allow=['127.0.0.1:${authority}']`,
      `connectors.portal.config.sink.baseUrl=http://127.0.0.1:${portal}`,
      `connectors.portal.config.source.listen=127.0.0.1:${door}`,
      `connectors.one-stop.config.baseUrl=http://127.0.0.1:${oneStop}`,
      `gateway.https=127.0.0.1:${https}`,
      `gateway.grpc=127.0.0.1:${grpc}`,
      `connectors.document-axis.config.baseUrl=http://127.0.0.1:${axis}/vxp`,
      `connectors.city-documents.config.baseUrl=http://127.0.0.1:${cityAxis}/vxp`,
      `connectors.national-portal.config.portal.baseUrl=http://127.0.0.1:${national}`,
      `connectors.national-portal.config.door.listen=127.0.0.1:${nationalDoor}`,
      `connectors.business-registration.config.baseUrl=http://127.0.0.1:${register}`,
      `connectors.business-registration.config.auth.tokenUrl=http://127.0.0.1:${register}/token`,
      ...departmentSettings(departments, theirDoor),
    ];
    return new City(data, door, `http://127.0.0.1:${oneStop}`, [
      '--config',
      join(root, 'config'),
      '--data',
      join(data, 'data'),
      ...settings.flatMap((one) => ['--set', one]),
    ]);
  }

  /** Another one on the same ports and data. */
  twin(): City {
    return new City(this.data, this.door, this.oneStop, this.place);
  }

  /** Plays one day and leaves everything running; gives the figures. */
  async play(...options: string[]): Promise<Record<string, unknown>> {
    const sandbox = join(root, 'apps/sandbox/dist/main.js');
    const child = spawn(process.execPath, [sandbox, 'city', '--once', '--json', '--keep', '--lang', 'en', ...options, ...this.place], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = child;
    child.stderr.on('data', (bytes: Buffer) => this.lines.push(bytes.toString()));
    for await (const line of createInterface(child.stdout)) {
      this.lines.push(line);
      if (line.startsWith('{')) return JSON.parse(line) as Record<string, unknown>;
    }
    throw new Error(`the city ended without figures:\n${this.lines.slice(-30).join('\n')}`);
  }

  /** The hub's own program, as an administrator calls it. */
  async hub(...words: string[]): Promise<Ended> {
    const needsNoHub = ['evidence verify', 'document read'].includes(words.slice(0, 2).join(' '));
    return this.command(words, needsNoHub ? [] : this.place);
  }

  /** The same with a setting changed, as in an edited file. */
  hubWith(setting: string, ...words: string[]): Promise<Ended> {
    return this.command(words, [...this.place, '--set', setting]);
  }

  private async command(words: readonly string[], place: readonly string[]): Promise<Ended> {
    const program = join(root, 'apps/hub/dist/main.js');
    const run = promisify(execFile)(process.execPath, [program, ...words, ...place], { maxBuffer: 64 << 20 });
    return run.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: unknown) => error as Ended,
    );
  }

  /** Process ids of the hub's roles, or of one: `core` is `core:2` as well. */
  async roles(role = '\\S+'): Promise<number[]> {
    const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid,args']);
    const ofRole = new RegExp(`^ *(\\d+) .* run ${role}(:\\d+)? .*${this.data}`);
    return stdout
      .split('\n')
      .flatMap((line) => ofRole.exec(line)?.[1] ?? [])
      .map(Number);
  }

  /** Ctrl-C; gives the exit code. */
  async interrupt(): Promise<number | null> {
    const child = this.process;
    if (child?.exitCode !== null) return child?.exitCode ?? null;
    child.kill('SIGINT');
    await once(child, 'exit');
    return child.exitCode;
  }

  async raze(): Promise<void> {
    await this.interrupt();
    await rm(this.data, { recursive: true, force: true });
  }
}
