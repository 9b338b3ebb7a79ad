import { createInterface } from 'node:readline/promises';
import type { HubConfig } from '@lienthong/config';
import type { Logger } from '@lienthong/runtime';
import { kafkaFor } from '../credentials';
import { activate } from './activate';
import { databaseSteps } from './database';
import { kafkaSteps } from './kafka';
import { secretSteps } from './secrets';
import type { Step } from './step';

export interface ProvisionOptions {
  readonly data: string;
  /** Do it without asking. */
  readonly yes: boolean;
  readonly log: Logger;
  readonly print: (line: string) => void;
}

/** Secrets, database, topics, rights, first rules: shows what would change, then changes it. Idempotent; an administrator's command. */
export async function provision(config: HubConfig, { data, yes, log, print }: ProvisionOptions): Promise<boolean> {
  const admin = kafkaFor(config, data, 'admin', log);
  const steps = [...secretSteps(config, data), ...(await databaseSteps(config, data)), ...(await kafkaSteps(config, admin))];
  for (const { words } of steps) print(words);
  if (!yes && !(await agreed(steps))) return false;
  for (const step of steps) await step.apply();
  const { version, changed } = await activate(config, data, 'hub provision');
  print(`${changed ? '+' : '='} rules version ${version}`);
  return true;
}

async function agreed(steps: readonly Step[]): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Apply ${steps.length} changes? [y/N] `);
  terminal.close();
  return /^(y|c)/i.test(answer);
}
