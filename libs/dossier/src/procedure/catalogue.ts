import { dayOfMinute, dayText, localMinute } from '../calendar/local-time';
import type { Procedure, ProcedureVersion } from './model';

export interface Catalogue {
  /** By the code as it stands in dossiers, with or without the publishing organisation: `1.001612.000.00.00.H26`. */
  find(code: string): Procedure | undefined;
  /** The version in force on the local day of `at`: for a dossier, of its receipt. */
  inForce(code: string, at: Date): ProcedureVersion | undefined;
}

export function catalogue(procedures: readonly Procedure[]): Catalogue {
  const byCode = new Map(procedures.map((procedure) => [procedure.code, procedure]));
  const find = (code: string): Procedure | undefined => byCode.get(/^[1-3]\.\d{6}/.exec(code)?.[0] ?? '');
  return {
    find,
    inForce: (code, at) => {
      const day = dayText(dayOfMinute(localMinute(at)));
      return find(code)?.versions.find(({ from, until }) => from <= day && (until === undefined || day < until));
    },
  };
}
