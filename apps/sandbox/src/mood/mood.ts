/** Bad days that every stand-in can have, unless it says why one means nothing for it. */
export const commonMoods = [
  'slow',
  'cut',
  'error500',
  'html',
  'empty',
  'ok-with-error',
  'session-expired',
  'repeat',
  'reorder',
  'half-file',
  'rotate-certificate',
  'backlog',
] as const;

type CommonMood = (typeof commonMoods)[number];

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
  private strokes = 0;

  /** `known`: what this stand-in can be told, besides `ok`. `meaningless`: why a common one is not among them. */
  constructor(
    readonly known: readonly string[],
    readonly meaningless: Readonly<Partial<Record<CommonMood, string>>> = {},
  ) {}

  current(): Spell {
    return this.spell ?? { mood: 'ok' };
  }

  /** How many calls have met this spell. */
  get struck(): number {
    return this.strokes;
  }

  /** `ok` ends the spell. False when this stand-in knows no such mood. */
  set(spell: Spell): boolean {
    if (spell.mood !== 'ok' && !this.known.includes(spell.mood)) return false;
    this.spell = spell.mood === 'ok' ? undefined : spell;
    if (this.spell) this.strokes = 0;
    return true;
  }

  /** Is this call under the spell of `mood`? If so, one of its calls is used up. */
  strikes(mood: string, path: string): boolean {
    const { spell } = this;
    if (spell?.mood !== mood || (spell.path !== undefined && spell.path !== path)) return false;
    this.strokes++;
    if (spell.calls !== undefined) this.spell = spell.calls > 1 ? { ...spell, calls: spell.calls - 1 } : undefined;
    return true;
  }
}
