import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '@lienthong/embedded';
import { issueCity, signerOf } from '@lienthong/sandbox';
import { signedMessage } from './messages';

/** The city's certificates and messages signed by its portal: made once, since signing 50,000 of them takes both cores half a minute. */
export interface Identity extends Kept {
  readonly dir: string;
  /** Signed messages, one after the other: see `readSigned`. */
  readonly messages: string;
  /** So many more, numbered after those, to {@link otherReceiver}. */
  readonly others: { readonly messages: string; readonly count: number };
}

interface Kept {
  /** Of the authority whose address the certificates name. */
  readonly port: number;
  readonly count: number;
  /** What stands before `..` in the signature of each. */
  readonly header: string;
}

/** A party that the portal may write to by name. */
export const otherReceiver = 'H26.00.004';
const others = 6_000;

export async function identityIn(dir: string, count: number, say: (done: number) => unknown): Promise<Identity> {
  const file = join(dir, 'identity.json');
  const found = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Kept) : undefined;
  if (found && found.count >= count) await issue(dir, found.port); // a later version of the city may have more certificates
  const kept = found && found.count >= count ? found : await made(dir, count, say);
  const more = { messages: join(dir, `to-${otherReceiver}.bin`), count: others };
  if (!existsSync(more.messages))
    await sign(dir, more.messages, { from: kept.count, to: kept.count + others, receivers: otherReceiver }, say);
  return { dir, ...kept, messages: join(dir, 'messages.bin'), others: more };
}

async function made(dir: string, count: number, say: (done: number) => unknown): Promise<Kept> {
  const [port = 0] = await freePorts(1);
  const fresh = `${dir}.${randomBytes(4).toString('hex')}`;
  await mkdir(fresh, { recursive: true });
  await issue(fresh, port);
  const header = await sign(fresh, join(fresh, 'messages.bin'), { from: 0, to: count }, say);
  const kept = { port, count, header };
  await writeFile(join(fresh, 'identity.json'), JSON.stringify(kept));
  await rm(dir, { recursive: true, force: true });
  await rename(fresh, dir);
  return kept;
}

const issue = (dir: string, port: number): Promise<unknown> =>
  issueCity(join(dir, 'pki'), { baseUrl: `http://127.0.0.1:${port}`, now: new Date() });

/** Certificates and keys where the configuration looks for them. */
export async function moveIn({ dir }: Identity, data: string): Promise<void> {
  await mkdir(join(data, 'sandbox'), { recursive: true });
  await cp(join(dir, 'pki'), join(data, 'sandbox', 'pki'), { recursive: true });
}

const chunk = 500;

interface Span {
  readonly from: number;
  readonly to: number;
  readonly receivers?: string;
}

/** Gives the protected header of all. */
async function sign(dir: string, to: string, { from: first, to: end, receivers }: Span, say: (done: number) => unknown): Promise<string> {
  const signer = await signerOf(join(dir, 'pki'), 'portal', 'RS256');
  const unfinished = `${to}.part`;
  const file = await open(unfinished, 'w', 0o600);
  const now = new Date();
  for (let from = first; from < end; from += chunk) {
    const numbers = Array.from({ length: Math.min(chunk, end - from) }, (_, i) => from + i);
    const signed = await Promise.all(numbers.map((n) => signedMessage(n, signer, now, receivers)));
    await file.appendFile(Buffer.concat(signed.flatMap(({ body, jws }) => recordOf(body, jws))));
    say(from + numbers.length);
  }
  await file.close();
  await rename(unfinished, to);
  const { jws } = await signedMessage(0, signer, now);
  return jws.slice(0, jws.indexOf('..'));
}

/** The protected header is the same for all: only what follows it is kept with each message. */
function recordOf(body: Buffer, jws: string): Buffer[] {
  const signature = Buffer.from(jws.slice(jws.indexOf('..')));
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32BE(body.length, 0);
  sizes.writeUInt32BE(signature.length, 4);
  return [sizes, body, signature];
}

/** The message of the file's bytes that begins at `at`; `jws` without its protected header. */
export function readSigned(bytes: Buffer, at: number): { readonly body: Buffer; readonly jws: string; readonly next: number } {
  const [body, jws] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
  const next = at + 8 + body + jws;
  return { body: bytes.subarray(at + 8, at + 8 + body), jws: bytes.toString('latin1', at + 8 + body, next), next };
}
