import { cpus } from 'node:os';
import type { TrustFigures } from './figures';

/** The page of figures, `docs/performance-trust.md`. */
export function trustPage(figures: TrustFigures): string {
  const row = (what: string, value: number, goal: string): string => `| ${what} | ${value} | ${goal} |`;
  return [
    '# Performance of signature verification',
    '',
    'Made by `npm run bench -- trust --write docs/performance-trust.md`; do not edit. One thread, caches of keys and chains warm, processor time; the JDK verifies the same file in the same run.',
    '',
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}.`,
    '',
    '| figure | value | goal |',
    '| --- | --- | --- |',
    row('20 KB enveloped XAdES: mathematics, path, status, verdict, µs', figures.xmlMicros, ''),
    row('the JDK’s XMLDSig, mathematics only, µs', figures.jdkXmlMicros, ''),
    row('ratio to the JDK', figures.xmlToJdk, '≤ 1.5'),
    row('detached JWS over 2 KB, µs', figures.jwsMicros, '≤ 60'),
    row('of that its mathematics (SHA-256, RSA-2048), µs', figures.jwsMathematicsMicros, ''),
    row('chain of three certificates, known, µs', figures.chainCachedMicros, '≤ 2'),
    row('chain of three certificates, from DER, µs', figures.chainColdMicros, '≤ 800'),
    row('50 MB signed PDF, resident at most, MiB', figures.pdf50ResidentMiB, '< 300'),
    '',
  ].join('\n');
}
