import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import type { GatewayTown } from './gateway.test-kit';

const run = promisify(execFile);
/** JSON Schema 2020-12: at the root stands an older one, of the linter. */
const fromHub = createRequire(resolve(__dirname, '../../libs/documents/package.json'));
type Check = ((data: unknown) => boolean) & { readonly errors?: unknown };
const { Ajv2020 } = fromHub('ajv/dist/2020') as { readonly Ajv2020: new (options: object) => { compile(schema: object): Check } };
const formats = fromHub('ajv-formats') as { readonly default: (ajv: object) => void };

export interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly body: Buffer;
}

interface OpenApi {
  readonly paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>>;
  readonly components: object;
}

/** curl as a department's system would call it. Whatever comes back must be what the gateway's own OpenAPI document says. */
export class Caller {
  private constructor(
    private readonly town: GatewayTown,
    private readonly document: OpenApi,
  ) {}

  static async at(town: GatewayTown): Promise<Caller> {
    const caller = new Caller(town, { paths: {}, components: {} });
    const { body } = await caller.send('/v1/openapi.json', undefined, []);
    return new Caller(town, JSON.parse(body.toString()) as OpenApi);
  }

  /** `who`: whose certificate it shows. */
  async curl(path: string, who: string | undefined, ...words: string[]): Promise<Answer> {
    const answer = await this.send(path, who, words);
    this.mustBeDocumented(path, words.includes('-F') || words.includes('--data-binary') || words.includes('POST') ? 'post' : 'get', answer);
    return answer;
  }

  /** Bytes over TLS as nobody's client sends them; all that comes back until the gateway closes, or `patienceMs` are over. */
  async raw(bytes: string, patienceMs = 8_000): Promise<string> {
    const { town } = this;
    const socket: TLSSocket = connect({ host: '127.0.0.1', port: town.https, ca: readFileSync(town.pki('root.pem')) });
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.once('secureConnect', () => socket.write(bytes));
    await Promise.race([new Promise((done) => socket.once('close', done)), new Promise((done) => setTimeout(done, patienceMs))]);
    socket.destroy();
    return text;
  }

  private async send(path: string, who: string | undefined, words: readonly string[]): Promise<Answer> {
    const { town } = this;
    const [head, body] = [join(town.dir, 'answer.head'), join(town.dir, 'answer.body')];
    writeFileSync(body, '');
    const certificate = who === undefined ? [] : ['--cert', town.pki(`${who}.pem`), '--key', town.pki(`${who}.key.pem`)];
    const common = ['-sS', '--cacert', town.pki('root.pem'), '-D', head, '-o', body, '-w', '%{http_code}', '--expect100-timeout', '0.1'];
    const { stdout } = await run('curl', [...common, ...certificate, ...words, `https://127.0.0.1:${town.https}${path}`], {
      cwd: town.dir,
    });
    return { status: Number(stdout), headers: readFileSync(head, 'utf8'), body: readFileSync(body) };
  }

  private templateOf(path: string): OpenApi['paths'][string] | undefined {
    const own = path.split('?')[0] ?? '';
    const matches = (template: string): boolean => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(own);
    const [found] = Object.entries(this.document.paths).filter(([template]) => matches(template));
    return found?.[1];
  }

  private mustBeDocumented(path: string, method: string, { status, headers, body }: Answer): void {
    const type = headerOf(headers, 'content-type').split(';')[0] ?? '';
    const responses = this.templateOf(path)?.[method]?.responses;
    if (!responses) return; // an address or method that is not served has nothing to say of its answers but that it is a problem
    const content = responses[String(status)]?.content?.[type];
    if (!content) throw new Error(`${method} ${path} → ${status} ${type} is not in the OpenAPI document`);
    if (!type.endsWith('json') || type === 'application/jose+json') return;
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    const check = ajv.compile({ ...content.schema, components: this.document.components });
    if (!check(JSON.parse(body.toString()))) throw new Error(`${method} ${path} → ${status}: ${JSON.stringify(check.errors)}`);
  }
}

export const jsonOf = ({ body }: Answer): Record<string, unknown> => JSON.parse(body.toString()) as Record<string, unknown>;

export const headerOf = (headers: string, name: string): string => new RegExp(`^${name}: (.*?)\\r?$`, 'im').exec(headers)?.[1] ?? '';

/** Parts of a form as curl takes them. */
export const form = (parts: Readonly<Record<string, string>>): string[] =>
  Object.entries(parts).flatMap(([name, value]) => ['-F', `${name}=${value}`]);
