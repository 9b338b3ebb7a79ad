import { type CertificateVerdict, type PathOptions, verifyCertificate } from '@lienthong/trust';
import { CommandError } from '../complaint/command-error';
import { type GroundFiles, type Inputs, certificatesIn } from './inputs';
import { checkJson } from './verdict-json';

/** The inputs of RFC 5280 §6.1.1 as they are written on a command line or in a batch. */
export interface PathInputs {
  readonly purpose?: string;
  readonly policyOids?: readonly string[];
  readonly requireExplicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
}

const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

const extendedUsages: Readonly<Record<string, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  documentSigning: '1.3.6.1.5.5.7.3.36',
};

/** `any` asks for no purpose; otherwise the name of a key usage or an extended one, or its OID. */
function purposeOptions(purpose: string): PathOptions {
  const bit = keyUsages.findIndex((name) => name === purpose);
  if (bit >= 0) return { anyPurpose: true, keyUsage: [bit] };
  const oid = Object.hasOwn(extendedUsages, purpose) ? extendedUsages[purpose] : purpose;
  if (oid !== undefined && /^[0-2](\.\d+)+$/.test(oid)) return { purpose: oid };
  if (purpose === 'any') return { anyPurpose: true };
  throw new CommandError('cli.usage', `--purpose ${purpose}`);
}

/** @throws CommandError for what cannot be read */
export async function judgeCertificate(
  file: string,
  files: GroundFiles,
  { purpose = 'any', policyOids, requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy }: PathInputs,
  inputs: Inputs,
): Promise<CertificateVerdict> {
  const [certificate, ...others] = await certificatesIn(file);
  if (!certificate) throw new CommandError('certificate.malformed', file);
  const ground = await inputs.ground(files);
  const asked = purposeOptions(purpose);
  const options = {
    ...asked,
    // who asks for a purpose by name asks for a subject that is no authority
    ...{ allowAuthority: asked.purpose === undefined, policies: policyOids, requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy },
  };
  return inputs.judged({ ...ground, certificates: [...others, ...ground.certificates] }, (informed) =>
    verifyCertificate(certificate, informed, options),
  );
}

/** `reason`: the first thing that is against it, `''` when there is none. */
export function certificateJson({ standing, subIndication, checks, certificate, chain, policies }: CertificateVerdict) {
  const against = checks.find(({ result }) => result === 'failed') ?? checks.find(({ result }) => result === 'unknown');
  return {
    ...{ status: standing, reason: against?.code ?? '' },
    ...(subIndication && { subIndication }),
    ...{ certificate, chain, policies, checks: checks.map(checkJson) },
  };
}
