import { CommandError } from '../complaint/command-error';

const most = 16;

/** `hub up --cores`: a hub without a core takes in and decides nothing. */
export function coreCount(given: string): number {
  const cores = /^\d{1,2}$/.test(given) ? Number(given) : 0;
  if (cores >= 1 && cores <= most) return cores;
  throw new CommandError('cli.usage', {
    vi: `--cores phải là số nguyên từ 1 đến ${most}, không phải ${JSON.stringify(given)}`,
    en: `--cores must be a whole number from 1 to ${most}, not ${JSON.stringify(given)}`,
  });
}
