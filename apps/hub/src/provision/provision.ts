import type { HubConfig } from '@lienthong/config';
import type { Logger } from '@lienthong/runtime';
import { confirm } from '../confirm';
import { kafkaFor } from '../credentials';
import { activate } from './activate';
import { databaseSteps } from './database';
import { kafkaSteps } from './kafka';
import { secretSteps } from './secrets';

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
  if (!yes && !(await confirm(`Apply ${steps.length} changes?`))) return false;
  for (const step of steps) await step.apply();
  const { version, changed } = await activate(config, data, 'hub provision');
  print(`${changed ? '+' : '='} rules version ${version}`);
  return true;
}
