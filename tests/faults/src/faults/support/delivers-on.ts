import type { Finding, Town } from '../../model';
import { delivered } from './counts';
import { promised } from './promised';

/** Whether deliveries go on by themselves. */
export async function deliversOn(town: Town): Promise<Finding[]> {
  const before = await delivered(town);
  return promised('deliveries go on', 'stuck', async () => (await delivered(town)) > before + 20, 40_000);
}
