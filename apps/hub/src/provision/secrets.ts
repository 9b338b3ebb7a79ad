import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HubConfig } from '@lienthong/config';
import { generateLogKey } from '@lienthong/evidence';
import { databaseUsers } from '@lienthong/store';
import { generateTokenKey } from '../gateway/token/keys';
import { databasePasswordFile } from '../credentials';
import type { Step } from './step';

/** Passwords of the database's users and the log's key, made where they are missing. An existing secret is never replaced. */
export function secretSteps(config: HubConfig, data: string): Step[] {
  const passwords = databaseUsers.map((user) => missing(databasePasswordFile(data, user), () => randomBytes(24).toString('base64url')));
  const tokens = config.gateway?.oauth ? missing(config.gateway.oauth.keyFile, generateTokenKey) : [];
  return [...passwords, missing(config.log.keyFile, generateLogKey), tokens].flat();
}

function missing(file: string, make: () => string): Step[] {
  if (existsSync(file)) return [];
  const write = async (): Promise<void> => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${make()}\n`, { mode: 0o600, flag: 'wx' });
  };
  return [{ words: `+ secret ${file}`, apply: write }];
}
