export const data = '1.2.840.113549.1.7.1';
export const signedData = '1.2.840.113549.1.7.2';
export const tstInfo = '1.2.840.113549.1.9.16.1.4';

export const contentType = '1.2.840.113549.1.9.3';
export const messageDigest = '1.2.840.113549.1.9.4';
export const signingTime = '1.2.840.113549.1.9.5';
export const counterSignature = '1.2.840.113549.1.9.6';
/** RFC 6211. */
export const algorithmProtection = '1.2.840.113549.1.9.52';
/** RFC 2634: SHA-1. */
export const signingCertificate = '1.2.840.113549.1.9.16.2.12';
/** RFC 5035. */
export const signingCertificateV2 = '1.2.840.113549.1.9.16.2.47';

export const signatureTimeStamp = '1.2.840.113549.1.9.16.2.14';
export const contentTimeStamp = '1.2.840.113549.1.9.16.2.20';
/** ETSI EN 319 122-1 §5.5.3 and annex A.2. */
export const archiveTimeStampV3 = '0.4.0.1733.2.4';
export const hashIndexes = ['0.4.0.19122.1.5', '0.4.0.1733.2.5'] as const;
/** Time stamps over things that are not put together here; each is told. */
export const otherTimeStamps: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.9.16.2.25', 'cades-c'],
  ['1.2.840.113549.1.9.16.2.26', 'references'],
  ['1.2.840.113549.1.9.16.2.27', 'archive'],
  ['1.2.840.113549.1.9.16.2.48', 'archive-v2'],
  ['0.4.0.1733.2.2', 'long-term'],
]);

export const certificateValues = '1.2.840.113549.1.9.16.2.23';
export const revocationValues = '1.2.840.113549.1.9.16.2.24';
/** Adobe's signed attribute: CRLs and OCSP responses (ISO 32000-2 §12.8.3.3.2). */
export const revocationArchival = '1.2.840.113583.1.1.8';
/** RFC 5940. */
export const ocspResponse = '1.3.6.1.5.5.7.16.2';
export const basicOcsp = '1.3.6.1.5.5.7.48.1.1';

export const sha1 = '1.3.14.3.2.26';
export const sha256 = '2.16.840.1.101.3.4.2.1';
export const sha384 = '2.16.840.1.101.3.4.2.2';
export const sha512 = '2.16.840.1.101.3.4.2.3';

const rsa = '1.2.840.113549.1.1.1';
export const rsaPss = '1.2.840.113549.1.1.10';
export const mgf1 = '1.2.840.113549.1.1.8';
export const ed25519 = '1.3.101.112';
export const sha256WithRsa = '1.2.840.113549.1.1.11';

/** Digests that a signature may rest on. */
export const digests: ReadonlyMap<string, string> = new Map([
  [sha256, 'sha256'],
  [sha384, 'sha384'],
  [sha512, 'sha512'],
]);
/** With the one that `legacy` takes besides. */
export const legacyDigests: ReadonlyMap<string, string> = new Map([...digests, [sha1, 'sha1']]);

/** Signature algorithm → the key type it needs and, where the identifier names one, the digest it must go with. */
export const signatures: ReadonlyMap<string, { readonly key: 'rsa' | 'ec'; readonly digest?: string }> = new Map([
  [rsa, { key: 'rsa' }],
  ['1.2.840.113549.1.1.5', { key: 'rsa', digest: 'sha1' }],
  [sha256WithRsa, { key: 'rsa', digest: 'sha256' }],
  ['1.2.840.113549.1.1.12', { key: 'rsa', digest: 'sha384' }],
  ['1.2.840.113549.1.1.13', { key: 'rsa', digest: 'sha512' }],
  ['1.2.840.10045.4.1', { key: 'ec', digest: 'sha1' }],
  ['1.2.840.10045.4.3.2', { key: 'ec', digest: 'sha256' }],
  ['1.2.840.10045.4.3.3', { key: 'ec', digest: 'sha384' }],
  ['1.2.840.10045.4.3.4', { key: 'ec', digest: 'sha512' }],
]);
