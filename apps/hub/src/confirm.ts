import { createInterface } from 'node:readline/promises';

/** Whether somebody at a terminal says yes; where there is none nobody does. */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^(y|c)/i.test(answer);
}
