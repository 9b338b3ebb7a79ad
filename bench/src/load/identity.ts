import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '@lienthong/embedded';
import { issueCity, signerOf } from '@lienthong/sandbox';
import { signedMessage } from './messages';

/** The city's certificates and messages signed by its portal: made once, since signing 50,000 of them takes both cores half a minute. */
export interface Identity {
  readonly dir: string;
  /** Of the authority whose address the certificates name. */
  readonly port: number;
  /** Signed messages, one after the other: see `readSigned`. */
  readonly messages: string;
  /** What stands before `..` in the signature of each. */
  readonly header: string;
  readonly count: number;
}

interface Kept {
  readonly port: number;
  readonly count: number;
  readonly header: string;
}

export async function identityIn(dir: string, count: number, say: (done: number) => unknown): Promise<Identity> {
  const file = join(dir, 'identity.json');
  const kept = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Kept) : undefined;
  if (kept && kept.count >= count) {
    await issue(dir, kept.port); // a later version of the city may have more certificates
    return { dir, ...kept, messages: join(dir, 'messages.bin') };
  }
  const [port = 0] = await freePorts(1);
  const fresh = `${dir}.${randomBytes(4).toString('hex')}`;
  await mkdir(fresh, { recursive: true });
  await issue(fresh, port);
  const header = await sign(fresh, count, say);
  await writeFile(join(fresh, 'identity.json'), JSON.stringify({ port, count, header } satisfies Kept));
  await rm(dir, { recursive: true, force: true });
  await rename(fresh, dir);
  return { dir, port, count, header, messages: join(dir, 'messages.bin') };
}

const issue = (dir: string, port: number): Promise<unknown> =>
  issueCity(join(dir, 'pki'), { baseUrl: `http://127.0.0.1:${port}`, now: new Date() });

/** Certificates and keys where the configuration looks for them. */
export async function moveIn({ dir }: Identity, data: string): Promise<void> {
  await mkdir(join(data, 'sandbox'), { recursive: true });
  await cp(join(dir, 'pki'), join(data, 'sandbox', 'pki'), { recursive: true });
}

const chunk = 500;

/** Gives the protected header of all. */
async function sign(dir: string, count: number, say: (done: number) => unknown): Promise<string> {
  const signer = await signerOf(join(dir, 'pki'), 'portal', 'RS256');
  const file = await open(join(dir, 'messages.bin'), 'w', 0o600);
  const now = new Date();
  for (let from = 0; from < count; from += chunk) {
    const numbers = Array.from({ length: Math.min(chunk, count - from) }, (_, i) => from + i);
    const signed = await Promise.all(numbers.map((n) => signedMessage(n, signer, now)));
    await file.appendFile(Buffer.concat(signed.flatMap(({ body, jws }) => recordOf(body, jws))));
    say(from + numbers.length);
  }
  await file.close();
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
