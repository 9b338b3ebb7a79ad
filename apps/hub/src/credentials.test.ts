import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubConfig } from '@lienthong/config';
import { databaseFor } from './credentials';

describe('the database as one user reaches it', () => {
  let data: string;
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), 'credentials-'));
    mkdirSync(join(data, 'secrets'));
    writeFileSync(join(data, 'secrets/hub_core.password'), 'p@ss\n');
    writeFileSync(join(data, 'ca.pem'), 'authority\n');
  });
  afterAll(() => rmSync(data, { recursive: true }));
  const config = (caFile?: string) => ({ postgres: { url: 'postgres://admin@db:5432/hub', caFile } }) as unknown as HubConfig;

  it('has its own password, and the authority where one is named', () => {
    const url = 'postgres://hub_core:p%40ss@db:5432/hub';
    expect(databaseFor(config(join(data, 'ca.pem')), data, 'hub_core')).toEqual({ url, ca: 'authority' });
    expect(databaseFor(config(), data, 'hub_core')).toEqual({ url, ca: undefined });
  });

  it('is nowhere, rather than in the clear, when the authority is missing', () => {
    expect(() => databaseFor(config(join(data, 'none.pem')), data, 'hub_core')).toThrow(`secret.missing: ${join(data, 'none.pem')}`);
  });
});
