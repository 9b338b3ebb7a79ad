import type { Planned, Signing } from '../../day/model';
import type { Signer } from '../../pki/model';
import { type CitySigner, forgeryOf, signerOf } from '../../pki/signing';

/** Makes a planned message's detached signature; `undefined`: it goes without one. */
export type Sign = (message: Planned) => Promise<string | undefined>;

/** Signs with the keys in `dir`, each read once. `today`: whose certificate a signer has today. */
export function signing(dir: string, today: (by: CitySigner) => CitySigner = (by) => by): Sign {
  const signers = new Map<string, Promise<Signer>>();
  const signerFor = (how: Exclude<Signing, 'unsigned'>): Promise<Signer> => {
    const by = 'forge' in how ? how.victim : today(how.by);
    const key = 'forge' in how ? `${how.forge} ${by}` : `${by} ${how.alg ?? ''}`;
    const known = signers.get(key) ?? ('forge' in how ? forgeryOf(dir, by, how.forge) : signerOf(dir, by, how.alg));
    signers.set(key, known);
    return known;
  };
  return async ({ signing: how, body }) => {
    if (how === 'unsigned') return undefined;
    const signer = await signerFor(how);
    return signer.sign('over' in how && how.over ? how.over : body);
  };
}
