import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DossierSubmitted } from '@lienthong/documents';
import type { LedgerRow } from '../check/model';
import type { Axis } from '../axis/model';
import { startAxis } from '../axis/server';
import type { BusinessRegister } from '../business-registration/model';
import { startBusinessRegister } from '../business-registration/server';
import { assertedEffect, digestOf, dossierEffect, eventEffect, progressEffect } from '../day/event';
import { nationalPortalClient } from '../national-portal/client';
import type { NationalPortal } from '../national-portal/model';
import { startNationalPortal } from '../national-portal/server';
import type { OneStop, ReceivedDossier } from '../one-stop/model';
import { startOneStop } from '../one-stop/server';
import { startAuthority } from '../pki/authority';
import { issueCity } from '../pki/city';
import type { Portal } from '../portal/model';
import type { Mood } from '../mood/mood';
import { startControl } from '../mood/control';
import { portalClient } from '../portal/client';
import { pushingIn } from '../portal/pushing';
import { startPortal } from '../portal/server';
import type { Addresses } from './addresses';
import type { Ground } from './infrastructure';
import { secretIn } from './secrets';
import { Arrivals } from './traffic/arrivals';
import { signing } from './traffic/signers';
import { Ledger } from './traffic/ledger';
import { type Submit, submitter } from './traffic/submit';

/** The world around the hub, ready to act. */
export interface Outside {
  readonly portal: Portal;
  readonly oneStop: OneStop;
  /** When the configuration names it. */
  readonly axis?: Axis;
  /** The same. */
  readonly national?: NationalPortal;
  readonly register?: BusinessRegister;
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
  const [portal, oneStop, axis, national, register] = await progress.step('standIns', () =>
    Promise.all([
      startPortal({ ...at, dir: join(sandbox, 'portal') }),
      startOneStop({
        ...desk,
        dir: join(sandbox, 'one-stop'),
        pkiDir: join(sandbox, 'pki'),
        believed: ['national-portal', 'business-registration'],
        onDossier: ({ code }) => arrivals.arrived(code),
      }),
      raiseAxis(addresses, join(sandbox, 'axis')),
      raiseNational(addresses, join(sandbox, 'national-portal')),
      raiseRegister(addresses, join(sandbox, 'business-registration')),
    ]),
  );
  const ledger = await Ledger.open(join(sandbox, 'ledger'), new Date().toISOString().replaceAll(':', ''));
  const client = portalClient(door.url);
  teardown.add({ name: 'ledger', stop: () => ledger.close() });
  if (national) teardown.add({ name: 'national portal', stop: () => national.stop() });
  if (register) teardown.add({ name: 'business register', stop: () => register.stop() });
  if (axis) teardown.add({ name: 'document axis', stop: () => axis.stop() });
  teardown.add({ name: 'one-stop', stop: () => oneStop.stop() });
  teardown.add({ name: 'portal', stop: () => Promise.all([client.close(), portal.stop()]).then(() => undefined) });
  const token = (await readFile(door.tokenFile, 'utf8')).trim();
  const sign = signing(join(sandbox, 'pki'), (by) => {
    if (by === 'portal' && portal.mood.strikes('rotate-certificate', '')) return 'portal-next';
    return by === 'one-stop' && oneStop.mood.strikes('rotate-certificate', '') ? 'one-stop-next' : by;
  });
  const create = addresses.national && (await nationalCaller(addresses.national, teardown));
  const others = { ...(axis && { axis }), ...(national && { national }), ...(register && { register }) };
  const parts = { ledger, sign, push: pushingIn(portal.mood, client), token, oneStop };
  const submit = submitter({ ...parts, ...(create && { create }), ...(register && { register }), patience: 120_000 });
  const moods = {
    ...{ authority: temper.authority, portal: portal.mood, 'one-stop': oneStop.mood },
    ...(axis && { 'document-axis': axis.mood }),
    ...(national && { 'national-portal': national.mood }),
    ...(register && { 'business-registration': register.mood }),
  };
  const control = await startControl({ port: temper.controlPort ?? 0, moods });
  teardown.add({ name: 'control', stop: () => control.stop() });
  return { portal, oneStop, ...others, arrivals, ledger, submit, control: control.url };
}

/** The document axis with the hub's system and one of a ministry that does not exist. */
async function raiseAxis({ axis }: Addresses, dir: string): Promise<Axis | undefined> {
  if (!axis) return undefined;
  const [ours, theirs] = await Promise.all([secretIn(axis.secretFile), secretIn(join(dir, 'sys.g99.secret'))]);
  const systems = [
    { systemid: axis.systemid, secret: ours, agencies: axis.agencies },
    { systemid: 'sys.g99', secret: theirs, agencies: ['G99'] },
  ];
  return startAxis({ host: axis.host, port: axis.port, dir, systems });
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
  const client = nationalPortalClient(door.url, (await readFile(door.tokenFile, 'utf8')).trim());
  teardown.add({ name: 'national portal (caller)', stop: () => client.close() });
  return (body: string) => client.create(body);
}

/** What the stand-ins took, in the form of {@link LedgerRow.effect}. */
export const deliveredTo = ({ portal, oneStop, national }: Pick<Outside, 'portal' | 'oneStop' | 'national'>): LedgerRow['effect'][] => [
  ...oneStop.dossiers().map(effectOfDossier),
  ...oneStop.events().map(({ subject, type, id, request }) => eventEffect(subject, type, request ?? id)),
  ...(national?.effects() ?? []).map(({ dossier, status, at }) => progressEffect(dossier, status, at)),
  ...portal.effects().map(({ dossier, status, at }) => progressEffect(dossier, status, at)),
];

function effectOfDossier({ code, body, assertedBy }: ReceivedDossier): LedgerRow['effect'] {
  if (assertedBy === undefined) return dossierEffect(code, digestOf(body));
  return assertedEffect((JSON.parse(Buffer.from(body).toString('utf8')) as { data: DossierSubmitted }).data.dossier);
}
