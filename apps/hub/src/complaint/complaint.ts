import { AuthorityError } from '@lienthong/authority';
import { DossierError } from '@lienthong/dossier';
import { EvidenceError } from '@lienthong/evidence';
import { KafkaError } from '@lienthong/kafka';
import { type ErrorCode, Failure } from '@lienthong/message';
import { TrustError, type TrustErrorCode, UnreadableError } from '@lienthong/trust';
import { CommanderError } from 'commander';
import { type Lang, facts } from '../terminal';
import { CommandError } from './command-error';
import { databaseComplaint, systemComplaint } from './foreign';

/** One error as a person reads it: its code in the catalogue, and the place. */
export interface Complaint {
  readonly code: ErrorCode;
  readonly where: string;
}

/** Every class of error that can end a command; whatever else comes is a defect of ours. */
export function complaintOf(error: unknown, lang: Lang): Complaint {
  if (error instanceof CommandError) return { code: error.code, where: error.placeIn(lang) };
  if (error instanceof DossierError) return { code: error.code, where: error.message };
  if (error instanceof EvidenceError) return { code: error.code, where: error.message };
  if (error instanceof KafkaError) return { code: error.code, where: facts(error.facts) };
  if (error instanceof Failure) return { code: error.code, where: facts(error.detail) };
  if (error instanceof UnreadableError) return { code: `verify.${error.kind}`, where: `${error.code}: ${error.message}` };
  if (error instanceof TrustError) return { code: ofTrust[error.code], where: error.message };
  if (error instanceof AuthorityError) return { code: `authority.${error.code}`, where: error.message };
  if (error instanceof CommanderError) return { code: 'cli.usage', where: error.message.replace(/^error: /, '') };
  return databaseComplaint(error) ?? systemComplaint(error) ?? { code: 'hub.defect', where: String(error) };
}

/** `libs/trust` knows no catalogue: a verifier stands alone. */
const ofTrust: Readonly<Record<TrustErrorCode, ErrorCode>> = {
  'jws-malformed': 'signature.malformed',
  'jws-algorithm': 'signature.algorithm',
  'jws-critical': 'signature.malformed',
  'signature-invalid': 'signature.invalid',
  'certificate-malformed': 'certificate.malformed',
  'path-untrusted': 'certificate.untrusted',
  'path-constraint': 'certificate.untrusted',
  'certificate-expired': 'certificate.expired',
  'certificate-usage': 'certificate.usage',
  'certificate-revoked': 'certificate.revoked',
  'ocsp-malformed': 'revocation.ocsp-malformed',
  'crl-malformed': 'revocation.crl-malformed',
  'cms-malformed': 'signature.cms-malformed',
  'timestamp-malformed': 'timestamp.malformed',
};
