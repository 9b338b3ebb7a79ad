import type { Paper, ProcedureVersion } from './model';

export interface Papers {
  readonly asked: readonly Paper[];
  readonly lookedUp: readonly Paper[];
}

/**
 * What somebody already holds is looked up there instead of being asked for (NĐ 278/2025/NĐ-CP), as far as that organisation can be
 * `reached`: what nobody can look up today is still the applicant's to bring.
 */
export function papersOf({ papers }: ProcedureVersion, reached: ReadonlySet<string>): Papers {
  const held = ({ heldBy }: Paper): boolean => heldBy !== undefined && reached.has(heldBy);
  return { asked: papers.filter((paper) => !held(paper)), lookedUp: papers.filter(held) };
}
