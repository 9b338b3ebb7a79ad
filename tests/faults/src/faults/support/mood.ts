import type { Spell } from '@lienthong/sandbox';
import type { Town } from '../../model';

interface Shown extends Spell {
  readonly struck: number;
}

/** Over HTTP, as a person does. */
export async function tell({ outside }: Town, standIn: string, spell: Spell): Promise<void> {
  const answer = await fetch(`${outside.control}/${standIn}`, { method: 'PUT', body: JSON.stringify(spell) });
  if (!answer.ok) throw new Error(`${standIn} ${spell.mood}: ${await answer.text()}`);
}

/** What it was told last, and how many calls have met that. */
export async function moodOf({ outside }: Town, standIn: string): Promise<Shown> {
  const shown = (await (await fetch(outside.control)).json()) as Readonly<Record<string, Shown>>;
  const found = shown[standIn];
  if (!found) throw new Error(`there is no stand-in ${standIn}`);
  return found;
}
