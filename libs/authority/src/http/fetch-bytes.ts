import { type Dispatcher, request } from 'undici';

import { AuthorityError } from '../error';

export interface Question {
  readonly url: string;
  /** POSTed with this content type; without it the address is got. */
  readonly post?: { readonly body: Uint8Array; readonly contentType: string };
  readonly accept: string;
  /** For the whole exchange. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/**
 * One exchange with an authority: http(s) only, only to hosts of the list (`host` or `host:port` as written in the address, default ports
 * left out), no redirects, no credentials in the address. Throws `AuthorityError`.
 */
export async function fetchBytes(question: Question, hosts: ReadonlySet<string>, dispatcher: Dispatcher): Promise<Uint8Array> {
  const { url, post, accept, timeoutMs, maxBytes } = question;
  const address = checkAddress(url, hosts);
  try {
    const response = await request(address, {
      dispatcher,
      method: post === undefined ? 'GET' : 'POST',
      headers: { accept, ...(post !== undefined && { 'content-type': post.contentType }) },
      body: post === undefined ? null : Buffer.from(post.body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await readBody(response, maxBytes);
  } catch (cause) {
    if (cause instanceof AuthorityError) throw cause;
    throw new AuthorityError('request-failed', `asking ${address.host}: no answer in ${timeoutMs} ms or the connection failed`, { cause });
  }
}

function checkAddress(url: string, hosts: ReadonlySet<string>): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !['http:', 'https:'].includes(address.protocol) || address.username !== '' || address.password !== '')
    throw new AuthorityError('address-refused', 'asking an authority: its address is not plain http or https');
  if (!hosts.has(address.host))
    throw new AuthorityError('address-refused', `asking ${address.host}: not in the list of allowed hosts; add it if it is right`);
  return address;
}

async function readBody({ statusCode, body }: Dispatcher.ResponseData, maxBytes: number): Promise<Uint8Array> {
  const refuse = (reason: string): AuthorityError => {
    body.on('error', () => undefined).destroy();
    return new AuthorityError('response-refused', `reading the answer of an authority: ${reason}`);
  };
  if (statusCode !== 200) throw refuse(`HTTP ${statusCode}`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw refuse(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
