import { inventDossiers } from '../../load/flow';
import type { Blow } from '../../model';

/** So many dossiers, one after the other, each acknowledged before the next; nothing else flows unless the load does. */
export async function handIn({ town, random, stop }: Blow, count: number): Promise<void> {
  const dossiers = await inventDossiers(town, random.int(1, 1_000_000), count);
  for (const push of dossiers.flatMap(({ pushes }) => pushes)) await town.outside.submit(push, stop);
}
