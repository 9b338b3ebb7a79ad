import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Outside, Progress, Teardown, addressesOf, raiseStandIns, readSettings } from '@lienthong/sandbox';
import { type Build, type Ended, type RoleName, type Sentence, type Town, roleNames, variantEnv } from '../model';
import { runProgram } from './command';
import { type Ground, raiseGround } from './ground';
import { type Place, crashFolder, findPlace, placeArguments, root } from './place';
import { readerOf } from './reader';
import { RoleProcess } from './role';

/** A whole city around `build`: ground, provisioning by the hub's own command, stand-ins, then the roles. Resolves when all are ready. */
export async function raiseTown(build: Build, say: (what: Sentence) => void, brokers: 1 | 3 = 1): Promise<Town> {
  const teardown = new Teardown((name, failure) => {
    if (failure instanceof Error)
      say({ vi: `không dừng được ${name}: ${failure.message}`, en: `${name} cannot be stopped: ${failure.message}` });
  });
  try {
    return await raise(await findPlace(build.set, brokers), build, teardown, say);
  } catch (error) {
    await teardown.stop();
    throw error;
  }
}

async function raise(place: Place, build: Build, teardown: Teardown, say: (what: Sentence) => void): Promise<Town> {
  const logs = join(place.dir, 'logs');
  await mkdir(logs);
  const addresses = addressesOf(await readSettings(place.config, place.settings), place.data);
  const ground = await raiseGround(place, addresses, teardown, say);
  const hub = hubOf(build, place);
  const provisioned = await hub('provision', '--yes');
  if (provisioned.code !== 0) throw new Error(`hub provision ended with ${provisioned.code}: ${provisioned.stderr}`);
  const outside = await raiseStandIns(
    addresses,
    { authority: ground.authority.mood },
    { root, data: place.data, lang: 'en', progress: silent(), teardown },
  );
  const roles = new Map(roleNames.map((name) => [name, roleOf(build, place, name, logs)]));
  for (const role of roles.values()) role.env({ [variantEnv.crash]: crashFolder(place.dir) });
  teardown.add({ name: 'hub', stop: () => all([...roles.values()].map((one) => one.hold())) });
  for (const role of roles.values()) role.release();
  await Promise.all([...roles.values()].map((role) => role.ready()));
  return townOf({ build, place, logs, hub, ground, outside, roles, teardown, door: addresses.door.url });
}

const hubOf =
  (build: Build, place: Place) =>
  (...words: string[]): Promise<Ended> =>
    runProgram([build.hub, ...words, ...(needsNoPlace(words) ? [] : placeArguments(place))]);

const all = (works: readonly Promise<void>[]): Promise<void> => Promise.all(works).then(() => undefined);

/** It verifies as a stranger would, without a hub. */
const needsNoPlace = ([first, second]: readonly string[]): boolean => first === 'evidence' && second === 'verify';

const silent = (): Progress => new Progress({ lang: 'en', write: () => undefined, prefix: '', clock: () => performance.now() });

const logOf = (logs: string, name: RoleName): string => join(logs, `${name}.log`);

const roleOf = (build: Build, place: Place, name: RoleName, logs: string): RoleProcess =>
  new RoleProcess({ name, command: [build.hub, 'run', name, ...placeArguments(place, kafkaUser(name))], log: logOf(logs, name) });

/** `core:2` is a core, `connector:portal` is `zone-portal`. */
const kafkaUser = (name: RoleName): string => (name.startsWith('core') ? 'core' : name.replace('connector:', 'zone-'));

interface Parts {
  readonly build: Build;
  readonly place: Place;
  readonly logs: string;
  readonly hub: Town['hub'];
  readonly ground: Ground;
  readonly outside: Outside;
  readonly roles: ReadonlyMap<RoleName, RoleProcess>;
  readonly teardown: Teardown;
  readonly door: string;
}

function townOf({ build, place, logs, hub, ground, outside, roles, teardown, door }: Parts): Town {
  const role = (name: RoleName): RoleProcess => {
    const found = roles.get(name);
    if (!found) throw new Error(`no role ${name}`);
    return found;
  };
  const { brokers, kafka, postgres, authority, database } = ground;
  return {
    ...{ build, dir: place.dir, data: place.data, config: place.config, place: placeArguments(place) },
    ...{ brokers, kafka, postgres, authority, outside, portal: outside.portal, oneStop: outside.oneStop },
    ...{ door, role, hub, query: readerOf(database) },
    log: (name) => readFile(logOf(logs, name), 'utf8').catch(() => ''),
    ready: () => all(roleNames.map((name) => role(name).ready())),
    stop: () => teardown.stop(),
  };
}
