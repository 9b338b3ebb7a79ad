import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerRow } from '../check/model';
import type { Axis } from '../axis/model';
import { startAxis } from '../axis/server';
import { dossierEffect, digestOf, progressEffect } from '../day/event';
import type { OneStop } from '../one-stop/model';
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
  const [portal, oneStop, axis] = await progress.step('standIns', () =>
    Promise.all([
      startPortal({ ...at, dir: join(sandbox, 'portal') }),
      startOneStop({
        ...desk,
        dir: join(sandbox, 'one-stop'),
        pkiDir: join(sandbox, 'pki'),
        onDossier: ({ code }) => arrivals.arrived(code),
      }),
      raiseAxis(addresses, join(sandbox, 'axis')),
    ]),
  );
  const ledger = await Ledger.open(join(sandbox, 'ledger'), new Date().toISOString().replaceAll(':', ''));
  const client = portalClient(door.url);
  teardown.add({ name: 'ledger', stop: () => ledger.close() });
  if (axis) teardown.add({ name: 'document axis', stop: () => axis.stop() });
  teardown.add({ name: 'one-stop', stop: () => oneStop.stop() });
  teardown.add({ name: 'portal', stop: () => Promise.all([client.close(), portal.stop()]).then(() => undefined) });
  const token = (await readFile(door.tokenFile, 'utf8')).trim();
  const sign = signing(join(sandbox, 'pki'), (by) => {
    if (by === 'portal' && portal.mood.strikes('rotate-certificate', '')) return 'portal-next';
    return by === 'one-stop' && oneStop.mood.strikes('rotate-certificate', '') ? 'one-stop-next' : by;
  });
  const submit = submitter({ ledger, sign, push: pushingIn(portal.mood, client), token, oneStop, patience: 120_000 });
  const moods = { authority: temper.authority, portal: portal.mood, 'one-stop': oneStop.mood, ...(axis && { 'document-axis': axis.mood }) };
  const control = await startControl({ port: temper.controlPort ?? 0, moods });
  teardown.add({ name: 'control', stop: () => control.stop() });
  return { portal, oneStop, ...(axis && { axis }), arrivals, ledger, submit, control: control.url };
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

/** What both stand-ins took, in the form of {@link LedgerRow.effect}. */
export const deliveredTo = ({ portal, oneStop }: Pick<Outside, 'portal' | 'oneStop'>): LedgerRow['effect'][] => [
  ...oneStop.dossiers().map(({ code, body }) => dossierEffect(code, digestOf(body))),
  ...portal.effects().map(({ dossier, status, at }) => progressEffect(dossier, status, at)),
];
