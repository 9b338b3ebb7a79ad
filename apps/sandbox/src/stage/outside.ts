import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DossierSubmitted } from '@lienthong/documents';
import type { LedgerRow } from '../check/model';
import type { Axis, Sent, SystemAccount } from '../axis/model';
import { startAxis } from '../axis/server';
import type { BusinessRegister } from '../business-registration/model';
import { startBusinessRegister } from '../business-registration/server';
import { assertedEffect, digestOf, documentEffect, dossierEffect, eventEffect, parties, progressEffect } from '../day/event';
import type { Channel } from '../day/model';
import type { Departments } from '../department/model';
import { startDepartments } from '../department/server';
import { nationalPortalClient } from '../national-portal/client';
import type { NationalPortal } from '../national-portal/model';
import { startNationalPortal } from '../national-portal/server';
import type { OneStop, ReceivedDossier } from '../one-stop/model';
import { startOneStop } from '../one-stop/server';
import { startAuthority } from '../pki/authority';
import { issueCity } from '../pki/city';
import type { Portal, PortalClient } from '../portal/model';
import type { Mood } from '../mood/mood';
import { startControl } from '../mood/control';
import { portalClient } from '../portal/client';
import { pushingIn } from '../portal/pushing';
import { startPortal } from '../portal/server';
import type { Addresses, AxisAddress } from './addresses';
import type { Ground } from './infrastructure';
import { secretIn } from './secrets';
import { Arrivals } from './traffic/arrivals';
import { signing } from './traffic/signers';
import { Ledger } from './traffic/ledger';
import { type Door, type Submit, submitter } from './traffic/submit';

/** The world around the hub, ready to act. */
export interface Outside {
  readonly portal: Portal;
  readonly oneStop: OneStop;
  /** When the configuration names it. */
  readonly axis?: HubsAxis;
  /** The same. */
  readonly cityAxis?: HubsAxis;
  readonly national?: NationalPortal;
  readonly register?: BusinessRegister;
  /** When the configuration names them, with those that wait for a dossier there. */
  readonly departments?: Departments & { readonly assigned: Arrivals };
  readonly arrivals: Arrivals;
  readonly ledger: Ledger;
  readonly submit: Submit;
  /** Where the stand-ins are told how to behave: see `startControl`. */
  readonly control: string;
}

export async function raiseAuthority({ authority }: Addresses, mood: Mood, { data, progress, teardown }: Ground): Promise<void> {
  const pki = join(data, 'sandbox', 'pki');
  await progress.step('pki', (say) =>
    issueCity(pki, { baseUrl: authority.url, now: new Date(), progress: ({ done, of, name }) => say(`${done}/${of} ${name}`) }),
  );
  const running = await progress.step('authority', () => startAuthority(pki, { port: authority.port, host: authority.host, mood }));
  teardown.add({ name: 'OCSP, CRL, TSA', stop: () => running.stop() });
}

export interface Temper {
  /** Of the certification authority, which is raised before. */
  readonly authority: Mood;
  /** Port on which all stand-ins are told how to behave; by default a free one. */
  readonly controlPort?: number;
}

export async function raiseStandIns(addresses: Addresses, temper: Temper, { data, progress, teardown }: Ground): Promise<Outside> {
  const sandbox = join(data, 'sandbox');
  const arrivals = new Arrivals();
  const { portal: at, oneStop: desk, door } = addresses;
  const [portal, oneStop, axis, cityAxis, national, register, departments] = await progress.step('standIns', () =>
    Promise.all([
      startPortal({ ...at, dir: join(sandbox, 'portal') }),
      startOneStop({
        ...desk,
        dir: join(sandbox, 'one-stop'),
        pkiDir: join(sandbox, 'pki'),
        believed: ['national-portal', 'business-registration'],
        onDossier: ({ code }) => arrivals.arrived(code),
      }),
      raiseAxis(addresses.axis, { systemid: 'sys.g99', agencies: [parties.ministry, parties.province] }, join(sandbox, 'axis')),
      raiseAxis(addresses.cityAxis, { systemid: 'sys.h26.3', agencies: [parties.land] }, join(sandbox, 'city-axis')),
      raiseNational(addresses, join(sandbox, 'national-portal')),
      raiseRegister(addresses, join(sandbox, 'business-registration')),
      raiseDepartments(addresses, sandbox),
    ]),
  );
  const ledger = await Ledger.open(join(sandbox, 'ledger'), new Date().toISOString().replaceAll(':', ''));
  const client = portalClient(door.url);
  teardown.add({ name: 'ledger', stop: () => ledger.close() });
  if (national) teardown.add({ name: 'national portal', stop: () => national.stop() });
  if (register) teardown.add({ name: 'business register', stop: () => register.stop() });
  if (axis) teardown.add({ name: 'document axis', stop: () => axis.stop() });
  if (cityAxis) teardown.add({ name: 'city documents', stop: () => cityAxis.stop() });
  if (departments) teardown.add({ name: 'departments', stop: () => departments.stop() });
  teardown.add({ name: 'one-stop', stop: () => oneStop.stop() });
  teardown.add({ name: 'portal', stop: () => Promise.all([client.close(), portal.stop()]).then(() => undefined) });
  const sign = signing(join(sandbox, 'pki'), (by) => {
    if (by === 'portal' && portal.mood.strikes('rotate-certificate', '')) return 'portal-next';
    return by === 'one-stop' && oneStop.mood.strikes('rotate-certificate', '') ? 'one-stop-next' : by;
  });
  const create = addresses.national && (await nationalCaller(addresses.national, teardown));
  const others = {
    ...(axis && { axis }),
    ...(cityAxis && { cityAxis }),
    ...(national && { national }),
    ...(register && { register }),
    ...(departments && { departments }),
  };
  const doors = await openDoors(addresses, teardown);
  const own = { push: pushingIn(portal.mood, client), token: await tokenIn(door.tokenFile) };
  const parts = { ledger, sign, door: own, doors, oneStop };
  const axes = new Map<Channel, Axis>([
    ...(axis ? [['document-axis', axis] as const] : []),
    ...(cityAxis ? [['city-documents', cityAxis] as const] : []),
  ]);
  const submit = submitter({ ...parts, axes, ...(create && { create }), ...(register && { register }), patience: 120_000 });
  const moods = {
    ...{ authority: temper.authority, portal: portal.mood, 'one-stop': oneStop.mood },
    ...(axis && { 'document-axis': axis.mood }),
    ...(cityAxis && { 'city-documents': cityAxis.mood }),
    ...(national && { 'national-portal': national.mood }),
    ...(register && { 'business-registration': register.mood }),
    ...(departments && { departments: departments.mood }),
  };
  const control = await startControl({ port: temper.controlPort ?? 0, moods });
  teardown.add({ name: 'control', stop: () => control.stop() });
  return { portal, oneStop, ...others, arrivals, ledger, submit, control: control.url };
}

const tokenIn = async (file: string): Promise<string> => (await readFile(file, 'utf8')).trim();

async function raiseDepartments({ departments, gateway }: Addresses, sandbox: string): Promise<Outside['departments']> {
  if (!departments) return undefined;
  const assigned = new Arrivals();
  const { receiver, webhooks, inboxes } = departments;
  const https = gateway.find(({ url }) => url.startsWith('https:'))?.url;
  const running = await startDepartments({
    ...{ host: receiver.host, port: receiver.port, dir: join(sandbox, 'departments'), pkiDir: join(sandbox, 'pki'), webhooks, inboxes },
    ...(https !== undefined && { gateway: https }),
    onDossier: ({ code }) => assigned.arrived(code),
  });
  return { ...running, assigned };
}

/** Where departments and companies push, each with its own token. */
async function openDoors({ departments }: Addresses, teardown: Ground['teardown']): Promise<Map<Channel, Door>> {
  const doors = new Map<Channel, Door>();
  const clients: PortalClient[] = [];
  if (departments) teardown.add({ name: 'doors', stop: () => Promise.all(clients.map((one) => one.close())).then(() => undefined) });
  for (const { name, tokenFile } of departments?.tokens ?? []) {
    const client = portalClient(departments?.door.url ?? '', 4, `/v1/messages/${name}`);
    clients.push(client);
    doors.set(name, { push: client.push, token: await tokenIn(tokenFile) });
  }
  return doors;
}

/** An axis with what the hub's own system sent there. */
export interface HubsAxis extends Axis {
  byHub(): readonly Sent[];
}

/** With the hub's system and that of whoever the hub exchanges documents with. */
async function raiseAxis(
  address: AxisAddress | undefined,
  other: Omit<SystemAccount, 'secret'>,
  dir: string,
): Promise<HubsAxis | undefined> {
  if (!address) return undefined;
  const { host, port, systemid, secretFile, agencies } = address;
  const [ours, theirs] = await Promise.all([secretIn(secretFile), secretIn(join(dir, `${other.systemid}.secret`))]);
  const systems = [
    { systemid, secret: ours, agencies },
    { ...other, secret: theirs },
  ];
  const axis = await startAxis({ host, port, dir, systems });
  return { ...axis, byHub: () => axis.sent().filter((one) => one.systemid === systemid) };
}

/** Ministries have an interface of their own there; nobody uses it in this city. */
async function raiseNational({ national }: Addresses, dir: string): Promise<NationalPortal | undefined> {
  if (!national) return undefined;
  const { host, port, username, madonvi, passwordFile } = national;
  const [password, clientSecret] = await Promise.all([secretIn(passwordFile), secretIn(join(dir, 'ministry.secret'))]);
  return startNationalPortal({ host, port, dir, username, password, madonvi, clientId: 'ministry', clientSecret, unit: 'G99' });
}

async function raiseRegister({ register }: Addresses, dir: string): Promise<BusinessRegister | undefined> {
  if (!register) return undefined;
  const { host, port, clientId: id, secretFile } = register;
  return startBusinessRegister({ host, port, dir, client: { id, secret: await secretIn(secretFile) } });
}

/** The portal as it calls the hub's door. */
async function nationalCaller({ door }: NonNullable<Addresses['national']>, teardown: Ground['teardown']) {
  const client = nationalPortalClient(door.url, await tokenIn(door.tokenFile));
  teardown.add({ name: 'national portal (caller)', stop: () => client.close() });
  return (body: string) => client.create(body);
}

/** What the stand-ins took, in the form of {@link LedgerRow.effect}; each in its own order, departments last: theirs is passed on after a receipt. */
export const deliveredTo = ({
  portal,
  oneStop,
  national,
  departments,
  axis,
  cityAxis,
}: Pick<Outside, 'portal' | 'oneStop' | 'national' | 'departments' | 'axis' | 'cityAxis'>): LedgerRow['effect'][] => [
  ...oneStop.dossiers().map(effectOfDossier),
  ...oneStop.events().map(({ subject, type, id, request }) => eventEffect(subject, type, request ?? id)),
  ...(national?.effects() ?? []).map(({ dossier, status, at }) => progressEffect(dossier, status, at)),
  ...portal.effects().map(({ dossier, status, at }) => progressEffect(dossier, status, at)),
  ...[axis, cityAxis]
    .flatMap((one) => one?.byHub() ?? [])
    .flatMap(({ sha256, copies }) => copies.map(({ to }) => documentEffect(to, sha256))),
  ...(departments?.dossiers() ?? []).map(({ code, body }) => dossierEffect(code, digestOf(body))),
];

function effectOfDossier({ code, body, assertedBy }: ReceivedDossier): LedgerRow['effect'] {
  if (assertedBy === undefined) return dossierEffect(code, digestOf(body));
  return assertedEffect((JSON.parse(Buffer.from(body).toString('utf8')) as { data: DossierSubmitted }).data.dossier);
}
