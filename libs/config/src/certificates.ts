import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Binding, PartyConfig, TrustRoot } from './model';
import { type Place, type Problem, problem, quoted } from './problem';
import type { Parsed } from './source/parse';

interface CertificateFile {
  /** Lower-case hex SHA-256 over the DER of the file's first certificate. */
  readonly sha256: string;
  readonly pem: string;
}

const firstCertificate = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/;

/** Reads the first certificate of a PEM file. Throws what the file system or the decoder says. */
function readCertificate(file: string): CertificateFile {
  const pem = firstCertificate.exec(readFileSync(file, 'utf8'))?.[0];
  if (pem === undefined) throw new Error(`no PEM certificate in ${file}`);
  const certificate = new X509Certificate(pem);
  return { sha256: createHash('sha256').update(certificate.raw).digest('hex'), pem: certificate.toString() };
}

/** Parties and roots with their certificates read from the files and compared with the fingerprints given. */
export function readCertificates(parsed: Parsed): { parties: PartyConfig[]; roots: TrustRoot[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const read = (file: string, expected: string | undefined, at: (key: string) => Place): CertificateFile | undefined => {
    const result = attempt(() => readCertificate(file));
    if ('cause' in result) problems.push(problem('config.certificate-unreadable', at('file'), quoted(result.cause)));
    else if (expected !== undefined && expected !== result.value.sha256)
      problems.push(problem('config.fingerprint-mismatch', at('sha256'), computed(result.value.sha256)));
    else return result.value;
    return undefined;
  };

  const parties = parsed.parties.map(({ value, at }) => {
    const certificates = value.certificates.map(({ file, sha256, ...rest }, i): Binding => {
      const found = file === undefined ? undefined : read(file, sha256, (key) => at('certificates', i, key));
      return { ...rest, sha256: found?.sha256 ?? sha256 ?? '' };
    });
    return { ...value, certificates };
  });
  const roots = parsed.roots.flatMap(({ value: { file, sha256, ...rest }, at }): TrustRoot[] => {
    const found = read(file, sha256, at);
    return found ? [{ ...rest, ...found }] : [];
  });
  return { parties, roots, problems };
}

const computed = (sha256: string) => ({ vi: `chứng thư trong tệp có ${sha256}`, en: `the file's certificate has ${sha256}` });

function attempt<T>(act: () => T): { value: T } | { cause: unknown } {
  try {
    return { value: act() };
  } catch (cause) {
    return { cause };
  }
}
