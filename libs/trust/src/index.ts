export { addTimestamp } from './cms/add-timestamp';
export { armoured } from './cms/pem';
export { signDetached } from './cms/sign';
export { readTimestampResponse, type Timestamp, timestampRequest, verifyTimestamp } from './timestamp/response';
export { type DetachedSignature, verifyDetached } from './cms/verify';
export { type JwsAlgorithm, jwsAlgorithms } from './jws/algorithm';
export { type ProtectedHeader } from './jws/header';
export { signJws } from './jws/sign';
export { type HeaderCache, type JwsOptions, type VerifiedJws, verifyJws } from './jws/verify';
export {
  type Certificate,
  type Path,
  type RevocationCache,
  type RevocationNeed,
  type RevocationStatus,
  type Standing,
  type TrustAnchor,
  TrustError,
  type TrustErrorCode,
} from './model';
export { type Crl, crlStatus, readCrl } from './revocation/crl';
export { checkRevocation, needsOf } from './revocation/need';
export { type OcspStatus, readOcspResponse } from './revocation/ocsp';
export { ocspRequest } from './revocation/ocsp-request';
export type { Demands, FoundClaim, SignedClaim } from './claim/claim';
export { packClaim, type PackedClaim, portableClaim, unpackClaim } from './claim/packed';
export type { InsideAttachment } from './claim/inside';
export { ClaimReader } from './claim/reader';
export { type Assertion, type AssertionRecord, assertionOf, readAssertion } from './verdict/assertion';
export { type Circumstances, Judge, type Verdict, withAttachments } from './verdict/judge';
export { type AttachmentRecord, type CheckRecord, checksOf, type JudgedRecord, type VerdictRecord } from './verdict/verdict';
export { parseCertificate, parsePem } from './x509/certificate';
export { extendedKeyUsage, keyUsage, keyUsages, policies, purposes, subjectKeyIdentifier } from './x509/extensions';
export { type PathOptions, validatePath } from './x509/path';
export {
  isSigningAlgorithm,
  keyMismatch,
  kindMismatch,
  schemeOf,
  type SigningAlgorithm,
  signingAlgorithms,
  usualAlgorithm,
  verifySignature,
} from './keys/algorithm';
export { ecdsaFromDer, ecdsaToDer } from './keys/ecdsa';
export { type Signer } from './keys/signer';
export { RevocationData } from './revocation/data';
export { type SignOrder, type SigningFormat, signFile, signingFormats } from './sign';
export { type Ground } from './verdict/ground';
export {
  type Check,
  type FoundSignature,
  type SignaturePolicy,
  type SignedPart,
  signaturePolicies,
  UnreadableError,
} from './verdict/found';
export { type FileVerdict, type Holder, type Judged, type SignatureVerdict, type TimestampVerdict } from './verdict/report';
export { checkCodes, explainCheck } from './verdict/words/explain';
export { type FileGround, verifyFile } from './verify';
export { type CertificateVerdict, verifyCertificate } from './verify-certificate';
