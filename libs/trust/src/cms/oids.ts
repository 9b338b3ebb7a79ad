export const data = '1.2.840.113549.1.7.1';
export const signedData = '1.2.840.113549.1.7.2';
export const tstInfo = '1.2.840.113549.1.9.16.1.4';

export const contentType = '1.2.840.113549.1.9.3';
export const messageDigest = '1.2.840.113549.1.9.4';
export const signingTime = '1.2.840.113549.1.9.5';
/** RFC 2634: SHA-1. Read in time-stamp tokens only. */
export const signingCertificate = '1.2.840.113549.1.9.16.2.12';
/** RFC 5035. */
export const signingCertificateV2 = '1.2.840.113549.1.9.16.2.47';
export const signatureTimeStamp = '1.2.840.113549.1.9.16.2.14';

export const sha256 = '2.16.840.1.101.3.4.2.1';
export const sha256WithRsa = '1.2.840.113549.1.1.11';

/** Digests that a signature may rest on; SHA-1 is not among them. */
export const digests: ReadonlyMap<string, string> = new Map([
  [sha256, 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** Signature algorithm → the key type it needs and, where the identifier names one, the digest it must go with. */
export const signatures: ReadonlyMap<string, { readonly key: 'rsa' | 'ec'; readonly digest?: string }> = new Map([
  ['1.2.840.113549.1.1.1', { key: 'rsa' }],
  [sha256WithRsa, { key: 'rsa', digest: 'sha256' }],
  ['1.2.840.113549.1.1.12', { key: 'rsa', digest: 'sha384' }],
  ['1.2.840.113549.1.1.13', { key: 'rsa', digest: 'sha512' }],
  ['1.2.840.10045.4.3.2', { key: 'ec', digest: 'sha256' }],
  ['1.2.840.10045.4.3.3', { key: 'ec', digest: 'sha384' }],
  ['1.2.840.10045.4.3.4', { key: 'ec', digest: 'sha512' }],
]);

export const extendedKeyUsage = '2.5.29.37';
export const subjectKeyIdentifier = '2.5.29.14';
export const timeStamping = '1.3.6.1.5.5.7.3.8';
