import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { needed } from '../faults/support/promised';
import { inventDossiers } from '../load/flow';
import type { Finding } from '../model';
import { sabotage } from './sabotage';
import { type Template, guess } from './support/enumerate';
import { listed } from './support/listed';

/** Digits of a citizen's number that nobody can derive: the others are province, century, sex and year of birth. */
const secretDigits = 6;

/** Whoever holds a leaf, as every holder of a foreign receipt does, and knows a form's wording tries every number a citizen can have. */
export const unsaltedLeaf = sabotage({
  name: 'unsalted-leaf',
  title: { vi: 'cam kết trong lá không có muối', en: 'commitments in leaves have no salt' },
  edits: [
    {
      file: 'libs/evidence/dist/commitment.js',
      find: "return (0, node_crypto_1.createHmac)('sha256', salt).update(bytes).digest();",
      replace: "return (0, node_crypto_1.createHash)('sha256').update(bytes).digest();",
    },
  ],
  shows: ['unverifiable'],
  async probe({ town, random, stop, say }) {
    const dossiers = await inventDossiers(town, random.int(1, 1_000_000), 10);
    const [push] = dossiers.flatMap(({ dossier, pushes }) => (dossier.applicant.kind === 'citizen' ? pushes : []));
    if (!push) throw new Error('no citizen was invented');
    await town.outside.submit(push, stop);
    const message = async (): Promise<string | undefined> =>
      (await listed(town)).find(({ id, deliveries }) => id === push.id && deliveries.every(({ state }) => state === 'delivered'))?.message;
    await needed('a dossier that is sealed and delivered', async () => (await message()) !== undefined);
    const folder = join(town.dir, 'foreign-receipt');
    await town.hub('evidence', 'export', (await message()) ?? '', folder);
    const leaf = await readFile(join(folder, '1-recorded.leaf'), 'utf8');
    say({ vi: 'thử một triệu số định danh với lá đó', en: 'trying a million personal numbers against that leaf' });
    const found = await guess(templateOf(push.body), commitmentIn(leaf));
    return found === undefined ? [] : [told(found)];
  },
});

const told = (number: string): Finding => ({ figure: 'unverifiable', n: 0, what: `the leaf gives away a citizen's number, ${number}` });

function commitmentIn(leaf: string): Buffer {
  const hex = /^payload: ([0-9a-f]{64})$/m.exec(leaf)?.[1];
  if (hex === undefined) throw new Error('the leaf has no payload commitment');
  return Buffer.from(hex, 'hex');
}

/** The form, with the secret part of its number open. */
function templateOf(body: Uint8Array): Template {
  const text = Buffer.from(body).toString('latin1');
  const found = /"idNumber":"(\d{12})"/.exec(text);
  if (!found) throw new Error('the form holds no number of a citizen');
  const end = found.index + found[0].length - 1;
  return { bytes: Buffer.from(body), at: end - secretDigits, digits: secretDigits };
}
