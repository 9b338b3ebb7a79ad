export { AuthorityError, type AuthorityErrorCode } from './error';
export { type Log } from './log';
export { type RevocationOptions, RevocationService } from './revocation/service';
export { openSigner, type SignerSource } from './signer/open';
export { loadPkcs12 } from './signer/pkcs12';
export { type Stamped, TimestampClient, type TimestampOptions } from './timestamp/client';
