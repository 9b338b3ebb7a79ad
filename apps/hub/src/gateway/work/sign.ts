import { hash } from 'node:crypto';
import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { type Signer, TrustError, UnreadableError, parseCertificate, signFile } from '@lienthong/trust';
import { bytesOf, object } from './read';
import type { Asked, SignAnswer, SignTask, Told } from './tasks';

/** Signs a file whose key lives outside of the thread. @throws Objected, or what failed outside */
export async function sign({ file, format, detached, at, chain, algorithm, stamped, port }: SignTask): Promise<SignAnswer> {
  const content = bytesOf(file);
  const signer: Signer = {
    certificateChain: chain.map(parseCertificate),
    algorithm,
    sign: (data) => ask(port, { what: 'signature', bytes: data }),
    close: () => Promise.resolve(),
  };
  try {
    const stamp = (bytes: Uint8Array): Promise<Uint8Array> => ask(port, { what: 'timestamp', bytes });
    const signature = await signFile({ format, content, detached, signer, at, ...(stamped && { stamp }) });
    return { kind: 'signed', signature, contentDigest: digest(content), signatureDigest: digest(signature) };
  } catch (error) {
    if (error instanceof UnreadableError || error instanceof TrustError) throw object('gateway.unsignable', error.code);
    throw error;
  } finally {
    port.close();
  }
}

const digest = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/** What failed outside ends the task; outside it is known why. */
async function ask(port: MessagePort, asked: Asked): Promise<Uint8Array> {
  const answer = once(port, 'message');
  port.postMessage(asked);
  const [told] = (await answer) as [Told];
  if ('failed' in told) throw new Error(told.failed);
  return told.bytes;
}
