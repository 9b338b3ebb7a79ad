export type AuthorityErrorCode = 'address-refused' | 'request-failed' | 'response-refused' | 'pkcs12-unreadable' | 'pkcs12-unsuitable';

/** Every failure of this library: an authority cannot be asked, or a key cannot be used. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError';

  constructor(
    readonly code: AuthorityErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
