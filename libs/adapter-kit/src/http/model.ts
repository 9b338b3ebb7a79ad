export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute http or https address. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Ends the exchange early; what was sent by then stays sent. */
  readonly signal?: AbortSignal;
  /** For the whole exchange; the client's own limit when absent. */
  readonly timeoutMs?: number;
  readonly maxResponseBytes?: number;
}

export interface HttpResponse {
  /** Whatever the counterpart answered: redirects are not followed, error statuses are not thrown. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpClient {
  /**
   * Throws `Failure`: transient `delivery.unavailable` when certainly nothing was sent, ambiguous `delivery.unknown` when the
   * counterpart may have got the request.
   */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** Ends every connection; idempotent. */
  close(): Promise<void>;
}
