import { type Crl, ocspRequest, type OcspStatus, readCrl, readOcspResponse, type RevocationNeed } from '@lienthong/trust';
import { Agent } from 'undici';

import { fetchBytes } from '../http/fetch-bytes';

export interface Learned<T> {
  readonly value: T;
  /** The bytes as they came: evidence. */
  readonly raw: Uint8Array;
}

const maxOcspBytes = 256 * 1024;
const maxCrlBytes = 10 * 1024 * 1024;
const maxAddresses = 3;

/** Asks OCSP responders and fetches CRLs; remembers nothing. The first address that answers soundly wins; the last failure is thrown. */
export class Lookup {
  private readonly agent = new Agent({ connections: 8, pipelining: 1 });
  private readonly hosts: ReadonlySet<string>;

  constructor(
    hosts: readonly string[],
    private readonly timeoutMs: number,
  ) {
    this.hosts = new Set(hosts);
  }

  ocsp(need: RevocationNeed, at: Date): Promise<Learned<OcspStatus> | undefined> {
    const post = { body: ocspRequest(need), contentType: 'application/ocsp-request' };
    return this.first(need.ocsp, async (url) => {
      const raw = await this.fetch({ url, post, accept: 'application/ocsp-response', maxBytes: maxOcspBytes });
      return { value: readOcspResponse(raw, need, at), raw };
    });
  }

  crl(need: RevocationNeed, at: Date): Promise<Learned<Crl> | undefined> {
    return this.first(need.crl, async (url) => {
      const raw = await this.fetch({ url, accept: 'application/pkix-crl', maxBytes: maxCrlBytes });
      return { value: readCrl(raw, need.issuer, at), raw };
    });
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private fetch(question: Omit<Parameters<typeof fetchBytes>[0], 'timeoutMs'>): Promise<Uint8Array> {
    return fetchBytes({ ...question, timeoutMs: this.timeoutMs }, this.hosts, this.agent);
  }

  private async first<T>(urls: readonly string[], ask: (url: string) => Promise<T>): Promise<T | undefined> {
    let failure: Error | undefined;
    for (const url of urls.slice(0, maxAddresses)) {
      try {
        return await ask(url);
      } catch (error) {
        failure = error instanceof Error ? error : new Error('asking an authority', { cause: error });
      }
    }
    if (failure !== undefined) throw failure;
    return undefined;
  }
}
