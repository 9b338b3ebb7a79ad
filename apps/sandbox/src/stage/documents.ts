import { join } from 'node:path';
import { documentsFor, planDocuments } from '../day/documents';
import type { Planned } from '../day/model';
import { edxmlSignerOf } from '../pki/signing-edxml';
import type { Outside } from './outside';
import { reserve } from './serial';

/** So many rounds of documents between the city and the national axis; none where the configuration does not name both. */
export async function castDocuments(rounds: number, data: string, { axis, cityAxis }: Outside, now: Date): Promise<Planned[]> {
  if (!axis || !cityAxis) return [];
  const sandbox = join(data, 'sandbox');
  const first = await reserve(join(sandbox, 'serial-documents'), documentsFor(rounds));
  const pki = join(sandbox, 'pki');
  const [ministry, department] = await Promise.all([edxmlSignerOf(pki, 'ministry', 'edXML'), edxmlSignerOf(pki, 'land', 'ds')]);
  return planDocuments({ rounds, now, first, signers: { ministry, department } });
}
