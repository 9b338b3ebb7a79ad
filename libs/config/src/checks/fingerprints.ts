import { type Problem, problem, type Words } from '../problem';
import type { Parsed } from '../source/parse';

const reason: Words = {
  vi: '"sha256" của gốc tin cậy, trừ khi installation.mode là dev',
  en: '"sha256" of a trusted root, unless installation.mode is dev',
};

/** Outside `dev` a file alone makes no root trusted: somebody has confirmed its fingerprint by another way. */
export function fingerprints({ hub, roots }: Parsed): Problem[] {
  if (hub.value.installation.mode === 'dev') return [];
  return roots.flatMap(({ value, at }) => (value.sha256 === undefined ? [problem('config.missing-key', at(), reason)] : []));
}
