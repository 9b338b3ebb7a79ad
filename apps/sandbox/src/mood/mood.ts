/** How a stand-in misbehaves, and for how long. */
export interface Spell {
  readonly mood: string;
  /** Only calls of this path. */
  readonly path?: string;
  /** For so many calls; without it until told otherwise. */
  readonly calls?: number;
}

/** A stand-in's state of mind: at most one spell at a time. */
export class Mood {
  private spell: Spell | undefined;

  /** `known`: what this stand-in can be told, besides `ok`. */
  constructor(readonly known: readonly string[]) {}

  current(): Spell {
    return this.spell ?? { mood: 'ok' };
  }

  /** `ok` ends the spell. False when this stand-in knows no such mood. */
  set(spell: Spell): boolean {
    if (spell.mood !== 'ok' && !this.known.includes(spell.mood)) return false;
    this.spell = spell.mood === 'ok' ? undefined : spell;
    return true;
  }

  /** Is this call under the spell of `mood`? If so, one of its calls is used up. */
  strikes(mood: string, path: string): boolean {
    const { spell } = this;
    if (spell?.mood !== mood || (spell.path !== undefined && spell.path !== path)) return false;
    if (spell.calls !== undefined) this.spell = spell.calls > 1 ? { ...spell, calls: spell.calls - 1 } : undefined;
    return true;
  }
}
