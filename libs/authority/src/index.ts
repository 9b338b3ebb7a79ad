export { AuthorityError, type AuthorityErrorCode } from './error';
export { type Log } from './log';
export { type Kept, type RevocationArchive } from './revocation/archive';
export { RevocationDirectory } from './revocation/directory';
export { type RevocationOptions, RevocationService } from './revocation/service';
export { openSigner, type SignerSource } from './signer/open';
export { keySigner } from './signer/key';
export { type Circumstances } from './signer/prove';
export { type Stamped, TimestampClient, type TimestampOptions } from './timestamp/client';
