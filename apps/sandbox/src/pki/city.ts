import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StageError } from '../stage/errors';
import { derOf, issue } from './certificate';
import { generateKeys, pkcs8Of } from './keys';
import type { City, IssueOptions, Issued, IssuerName, SignerName } from './model';
import { type Holder, holderOf, pem } from './pem';
import { pkcs12 } from './pkcs12';
import { type Profile, profiles } from './profile';
import { readRegister, writeRegister } from './register';
import { positiveSerial } from './serial';
import { Shelf } from './shelf';

type Holders = ReadonlyMap<IssuerName | SignerName, Holder>;

/**
 * Issues the sandbox city's certificates into `dir`: root, sub CA, a leaf for each signer, the hub's PKCS#12. What is there stays, and what
 * a later version of the city has more is issued by the authorities that are there.
 * Throws `stage.other-address` when the certificates there name another address than `baseUrl`.
 */
export async function issueCity(dir: string, options: IssueOptions): Promise<City> {
  const there = await readRegister(dir);
  if (there && there.baseUrl !== options.baseUrl)
    throw new StageError('stage.other-address', `${dir}: ${there.baseUrl} ≠ ${options.baseUrl}`);
  const missing = profiles.filter(({ name }) => !there?.issued.some((issued) => issued.name === name));
  if (there && missing.length === 0) return { dir, ...there, fresh: false };
  const random = options.random ?? randomBytes;
  const holders = new Map<IssuerName | SignerName, Holder>();
  if (there) for (const name of authoritiesOver(missing)) holders.set(name, await holderOf(dir, name));
  await issueAll(missing, holders, options, random);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const profile of missing) await writeHolder(dir, profile, holders);
  if (!there) await writeHub(dir, holders, Buffer.from(random(24)).toString('base64url'));
  const issued = [...(there?.issued ?? []), ...missing.map((profile) => entry(profile, holders, options.now))];
  await writeRegister(dir, { baseUrl: options.baseUrl, issued });
  return { dir, baseUrl: options.baseUrl, issued, fresh: !there };
}

/** Those whose certificates and keys are needed beside the missing ones: without the roots, which no chain holds. */
function authoritiesOver(missing: readonly Profile[]): Set<IssuerName | SignerName> {
  const names = missing.flatMap((profile) => [profile.issuer, ...chainOf(profile)]);
  return new Set(names.filter((name) => !missing.some((profile) => profile.name === name)));
}

async function issueAll(
  missing: readonly Profile[],
  holders: Map<IssuerName | SignerName, Holder>,
  { now, baseUrl, progress, shelf }: IssueOptions,
  random: (bytes: number) => Uint8Array,
): Promise<void> {
  let done = 0;
  const keys = await generateKeys(
    missing,
    (name) => progress?.({ done: ++done, of: missing.length, name }),
    shelf === undefined ? undefined : new Shelf(shelf),
  );
  for (const profile of missing) {
    const pair = take(keys, profile.name);
    const issuer = profile.issuer === profile.name ? undefined : take(holders, profile.issuer);
    const order = { profile, keys: pair, serial: positiveSerial(random), now, baseUrl };
    holders.set(profile.name, await issue(issuer ? { ...order, issuer } : order));
  }
}

async function writeHolder(dir: string, profile: Profile, holders: Holders): Promise<void> {
  await writeFile(
    join(dir, `${profile.name}.pem`),
    chainOf(profile)
      .map((name) => pem('CERTIFICATE', derOf(take(holders, name).certificate)))
      .join(''),
  );
  if (profile.name !== 'hub')
    await writeSecret(dir, `${profile.name}.key.pem`, pem('PRIVATE KEY', await pkcs8Of(take(holders, profile.name).key)));
}

/** The names of its chain, itself first, without the root. */
function chainOf({ name, issuer }: Profile): (IssuerName | SignerName)[] {
  const above = profiles.find((one) => one.name === issuer);
  return !above || above.name === above.issuer || name === issuer ? [name] : [name, ...chainOf(above)];
}

/** The hub's key exists only inside its PKCS#12. */
async function writeHub(dir: string, holders: Holders, password: string): Promise<void> {
  const hub = take(holders, 'hub');
  const file = await pkcs12(await pkcs8Of(hub.key), [hub.certificate, take(holders, 'sub').certificate], password);
  await writeSecret(dir, 'hub.p12', file);
  await writeSecret(dir, 'hub.p12.password', `${password}\n`);
}

const writeSecret = (dir: string, name: string, content: string | Uint8Array): Promise<void> =>
  writeFile(join(dir, name), content, { mode: 0o600 });

function entry({ name, issuer, revokedDaysAgo, onHold }: Profile, holders: Holders, now: Date): Issued {
  const serial = Buffer.from(take(holders, name).certificate.serialNumber.valueBlock.valueHexView).toString('hex');
  if (revokedDaysAgo === undefined) return { name, issuer, serial };
  const revokedAt = new Date(now.getTime() - revokedDaysAgo * 86_400_000).toISOString();
  return { name, issuer, serial, revokedAt, ...(onHold && { onHold }) };
}

function take<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`no certificate was planned for ${String(key)}`);
  return value;
}
