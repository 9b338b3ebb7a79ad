import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure, Finding } from '../../model';
import { NotMade } from '../../not-made';

/** Whether it becomes so within `patience` milliseconds; a question that fails is asked again. */
export async function becomes(holds: () => boolean | Promise<boolean>, patience: number): Promise<boolean> {
  const deadline = performance.now() + patience;
  while (performance.now() < deadline) {
    const held = await Promise.resolve()
      .then(holds)
      .catch(() => false);
    if (held) return true;
    await sleep(100);
  }
  return false;
}

/** Nothing when the hub does what it promises within `patience` milliseconds, else a finding. */
export async function promised(
  what: string,
  figure: Figure,
  holds: () => boolean | Promise<boolean>,
  patience = 30_000,
): Promise<Finding[]> {
  return (await becomes(holds, patience)) ? [] : [{ figure, n: 0, what: `broken promise: ${what}` }];
}

/** Throws when the fault itself does not come about: it would prove nothing. */
export async function needed(what: string, holds: () => boolean | Promise<boolean>, patience = 60_000): Promise<void> {
  if (await becomes(holds, patience)) return;
  const seconds = patience / 1_000;
  throw new NotMade({ vi: `sự cố không xảy ra trong ${seconds} giây: ${what}`, en: `it did not come about within ${seconds} s: ${what}` });
}

export const broken = (what: string, figure: Figure): Finding => ({ figure, n: 0, what: `broken promise: ${what}` });
