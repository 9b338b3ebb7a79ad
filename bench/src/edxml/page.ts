import { cpus } from 'node:os';
import { round } from '../figures';
import type { EdxmlFigures } from './figures';
import { type StepCosts, steps } from './steps';

const words: Readonly<Record<keyof StepCosts, string>> = {
  zone: 'at the zone: read, for its subject and to turn away what is no edXML',
  parse: '2 parse: read in the core, nothing of it trusted',
  verify: '3 verify: the signature, parsed by itself so that no reader’s opinion decides what was signed',
  thread: '3 verify: to the thread that verifies and back',
  signed: '3 verify: read once more, from the signed octets alone',
  validate: '4 validate: the document type, content digest, steps',
  render: '6 route: the rendering for the axis',
};

/** The page of figures, `docs/performance-edxml.md`. */
export function edxmlPage({ bytes, micros, sumMicros, limit }: EdxmlFigures): string {
  return [
    '# Performance of signed electronic documents',
    '',
    'Made by `npm run bench -- edxml --write docs/performance-edxml.md`; do not edit. What an edXML message costs beyond [what every message costs](performance.md), by the functions of its way; one thread, caches warm, processor time.',
    '',
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}. A message is ${bytes} bytes: a header, a PDF, an enveloped XAdES (RSA-2048) over all of it with its signer’s certificates.`,
    '',
    '| step | µs a message |',
    '| --- | --- |',
    ...steps.map((step) => `| ${words[step]} | ${round(micros[step])} |`),
    `| all of them | ${sumMicros} |`,
    `| messages a second if ${cpus().length} processors did nothing else | ${limit} |`,
    '',
  ].join('\n');
}
