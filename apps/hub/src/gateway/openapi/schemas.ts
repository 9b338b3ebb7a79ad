import { signaturePolicies, signingFormats } from '@lienthong/trust';
import { mostSmall, textBytes } from '../upload/parcel';
import verdict from './verdict.schema.json';

const time = { type: 'string', format: 'date-time' };
const bytes = { type: 'string', contentEncoding: 'base64' };
const binary = { type: 'string', contentMediaType: 'application/octet-stream' };
const several = (item: object, description: string) => ({ type: 'array', maxItems: mostSmall, items: item, description });
const text = (description: string, more: object = {}) => ({ type: 'string', maxLength: textBytes, description, ...more });

/** Members of a request, as a form has them (`one` is a part) or JSON (`one` is base64). */
const verifyMembers = (one: object) => ({
  file: { ...one, description: 'The signed file, or the detached signature: XML, PDF, CMS, JWS, ASiC, time stamp, OCSP response' },
  content: { ...one, description: 'What a detached signature is about' },
  certificates: several(one, 'Certificates that may be missing in the file, PEM or DER'),
  crl: several(one, 'CRLs, PEM or DER'),
  ocsp: several(one, 'OCSP responses, DER or PEM'),
  trust: several(one, 'Roots of your own, PEM or DER, instead of those of the active rules; where gateway.verify.callerTrust allows it'),
  at: text('The time that "now" means, RFC 3339 with its zone', { format: 'date-time' }),
  policy: {
    enum: [...signaturePolicies],
    default: 'standard',
    description:
      'legacy takes SHA-1 and RSA-1024 and says so; strict takes no archived status from before the moment that it is to vouch for',
  },
});

const signMembers = (one: object) => ({
  file: { ...one, description: 'What is signed; for xades an XML document' },
  key: text('Name of a key that is granted to your party'),
  format: { enum: [...signingFormats] },
  level: { enum: ['B-B', 'B-T'], default: 'B-B', description: 'B-T where a time-stamping authority is configured' },
});

const form = (properties: object, required: readonly string[]) => ({ type: 'object', additionalProperties: false, required, properties });
const word = (description: string) => ({ enum: ['false', 'true'], default: 'false', description });
const flag = (description: string) => ({ type: 'boolean', default: false, description });
const [offline, detached] = [
  'Ask no authority for the status of certificates',
  'The content stays outside of the signature (cades, jades)',
];

export const schemas = {
  Verdict: verdict,
  VerifyForm: form({ ...verifyMembers(binary), offline: word(offline) }, ['file']),
  VerifyJson: form({ ...verifyMembers(bytes), offline: flag(offline) }, ['file']),
  SignForm: form({ ...signMembers(binary), detached: word(detached) }, ['file', 'key', 'format']),
  SignJson: form({ ...signMembers(bytes), detached: flag(detached) }, ['file', 'key', 'format']),
  Signed: form(
    {
      act: { type: 'string', format: 'uuid', description: 'The act of signing: hub evidence export' },
      key: { type: 'string' },
      format: { enum: [...signingFormats] },
      level: { enum: ['B-B', 'B-T'] },
      certificate: { type: 'string', pattern: '^[0-9a-f]{64}$', description: "SHA-256 of the signer's certificate" },
      signedAt: time,
      signature: { ...bytes, description: 'The signed file, or the detached signature' },
    },
    ['act', 'key', 'format', 'level', 'certificate', 'signedAt', 'signature'],
  ),
  Ready: form(
    {
      ready: { type: 'boolean' },
      rules: { type: 'boolean', description: 'The active rules can be read' },
      intake: { type: 'boolean', description: 'Messages can be taken in' },
      disk: { type: 'boolean', description: 'There is room on the disk to take more in' },
      evidence: { type: 'boolean', description: 'Acts of signing can be stored' },
      keys: form(
        {
          configured: { type: 'integer', minimum: 0 },
          usable: { type: 'integer', minimum: 0 },
          codes: { type: 'array', items: { type: 'string' }, description: 'What is wrong with the others' },
        },
        ['configured', 'usable', 'codes'],
      ),
    },
    ['ready', 'rules', 'intake', 'disk', 'evidence', 'keys'],
  ),
  Problem: form(
    {
      type: { type: 'string', pattern: '^urn:lienthong:error:' },
      title: { type: 'string', description: 'What is wrong, in the language of Accept-Language (vi, en)' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { type: 'string', description: 'What to do' },
      code: { type: 'string', pattern: '^[a-z]+(\\.[a-z-]+)+$', description: 'Stable: docs/errors.md' },
      where: { type: 'string', description: 'Which member, limit or check' },
      facts: { type: 'object', additionalProperties: { type: 'string' }, description: 'Which field, what was expected, digests' },
    },
    ['type', 'title', 'status', 'detail', 'code'],
  ),
};
