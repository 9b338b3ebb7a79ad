import { execFile } from 'node:child_process';
import type { Ended } from '../model';

/** Runs a Node program to its end. A code other than 0 is an answer, no error. */
export const runProgram = (args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) =>
    execFile(process.execPath, args, { maxBuffer: 256 << 20 }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : 70;
      resolve({ code: error === null ? 0 : code, stdout, stderr });
    }),
  );
