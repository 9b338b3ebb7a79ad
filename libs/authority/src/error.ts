export type AuthorityErrorCode =
  | 'address-refused'
  | 'request-failed'
  | 'response-refused'
  | 'pkcs12-unreadable'
  | 'pkcs12-unsuitable'
  | 'pem-unreadable'
  | 'signer-pin-wrong'
  | 'signer-token-locked'
  | 'signer-token-missing'
  | 'signer-key-missing'
  | 'signer-certificate-expired'
  | 'signer-certificate-revoked'
  | 'signer-certificate-usage'
  | 'signer-mismatch'
  | 'signer-unavailable';

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
