import { isRecord } from '@lienthong/message';
import { type DepartmentName, companyNames, departmentNames } from '../pki/model';
import { StageError } from './errors';
import type { WantedPort } from './machine';
import type { Lookup } from './settings';

export interface Endpoint extends WantedPort {
  readonly url: string;
}

/** Where the city's parts meet the hub, as the hub's own configuration says. */
export interface Addresses {
  /** Absent: the configuration names an external one. */
  readonly kafka?: { readonly port: number; readonly controllerPort: number };
  readonly postgres?: { readonly port: number };
  readonly authority: Endpoint;
  readonly portal: Endpoint & { readonly username: string; readonly madonvi: string; readonly passwordFile: string };
  readonly oneStop: Endpoint & { readonly keyFile: string };
  /** Absent: no connector to the document axis is configured. */
  readonly axis?: AxisAddress;
  /** The same of that which the city's own document systems are at. */
  readonly cityAxis?: AxisAddress;
  /** Absent: no connector to the business register is configured. */
  readonly register?: Endpoint & { readonly clientId: string; readonly secretFile: string };
  /** Absent: no connector to a department is configured. */
  readonly departments?: DepartmentAddresses;
  /** The hub's door for the portal. */
  readonly door: Endpoint & { readonly tokenFile: string };
  /** Absent: no connector to the national portal is configured. `door`: what the portal calls. */
  readonly national?: Endpoint & {
    readonly username: string;
    readonly madonvi: string;
    readonly passwordFile: string;
    readonly door: Endpoint & { readonly tokenFile: string };
  };
  /** Where the hub serves department systems, if it does: HTTPS and gRPC. */
  readonly gateway: readonly Endpoint[];
  readonly zones: readonly string[];
}

/** As what the hub calls an axis, and for which agencies it speaks there. */
export type AxisAddress = Endpoint & { readonly systemid: string; readonly secretFile: string; readonly agencies: readonly string[] };

/** Departments with a receiver of webhooks, companies with an inbox, and the door at which all of them push. */
export interface DepartmentAddresses {
  readonly receiver: Endpoint;
  readonly door: Endpoint;
  readonly webhooks: readonly { readonly name: DepartmentName; readonly secretFile: string }[];
  readonly inboxes: readonly { readonly name: DepartmentName }[];
  readonly tokens: readonly { readonly name: DepartmentName; readonly tokenFile: string }[];
}

const paths = {
  authority: 'timestamps.url',
  portal: 'connectors.portal.config.sink.baseUrl',
  oneStop: 'connectors.one-stop.config.baseUrl',
  national: 'connectors.national-portal.config.portal.baseUrl',
  nationalDoor: 'connectors.national-portal.config.door.listen',
  register: 'connectors.business-registration.config.baseUrl',
  door: 'connectors.portal.config.source.listen',
};

/** `data` is what `${data}` in the configuration stands for. Throws `stage.config` with the setting that cannot be used. */
export function addressesOf(at: Lookup, data: string): Addresses {
  const text = (path: string): string => {
    const value = at(path);
    if (typeof value !== 'string' || value === '') throw new StageError('stage.config', path);
    return value.replaceAll('${data}', data);
  };
  const local = (path: string, who: string): Endpoint => endpoint(path, who, text(path));
  const sink = 'connectors.portal.config.sink';
  return {
    ...embedded(at),
    authority: { ...local(paths.authority, 'OCSP, CRL, TSA'), moveTo: elsewhere(data) },
    portal: {
      ...local(paths.portal, 'portal'),
      username: text(`${sink}.username`),
      madonvi: text(`${sink}.madonvi`),
      passwordFile: text(`${sink}.passwordFile`),
    },
    oneStop: {
      ...local(paths.oneStop, 'one-stop'),
      keyFile: text('connectors.one-stop.config.auth.secretHeaders.X-Api-Key'),
    },
    ...axisAt('axis', 'document-axis', at, local, text),
    ...axisAt('cityAxis', 'city-documents', at, local, text),
    ...(at(paths.register) === undefined ? {} : { register: { ...local(paths.register, 'business register'), ...registerAccount(text) } }),
    ...(at('connectors.land') === undefined ? {} : { departments: departmentsAt(text, local) }),
    door: { ...local(paths.door, 'hub'), tokenFile: text('connectors.portal.config.source.tokenFile') },
    ...(at(paths.national) === undefined ? {} : { national: nationalPortal(local, text) }),
    gateway: (['https', 'grpc'] as const).flatMap((scheme) => served(scheme, at, local)),
    zones: zonesOf(at),
  };
}

function nationalPortal(
  local: (path: string, who: string) => Endpoint,
  text: (path: string) => string,
): NonNullable<Addresses['national']> {
  const config = 'connectors.national-portal.config';
  return {
    ...local(paths.national, 'national portal'),
    username: text(`${config}.portal.username`),
    madonvi: text(`${config}.portal.madonvi`),
    passwordFile: text(`${config}.portal.passwordFile`),
    door: { ...local(paths.nationalDoor, 'hub'), tokenFile: text(`${config}.door.tokenFile`) },
  };
}

/** What the hub serves itself it speaks for at the axis. */
function axisAt(
  name: 'axis' | 'cityAxis',
  connector: string,
  at: Lookup,
  local: Local,
  text: (path: string) => string,
): Readonly<Partial<Record<typeof name, AxisAddress>>> {
  const config = `connectors.${connector}.config`;
  if (at(config) === undefined) return {};
  const own = at(`${config}.sink.own`);
  const agencies = Array.isArray(own) ? own.filter((code) => typeof code === 'string') : [];
  const account = { systemid: text(`${config}.systemid`), secretFile: text(`${config}.secretFile`), agencies };
  return { [name]: { ...local(`${config}.baseUrl`, connector.replace('-', ' ')), ...account } };
}

function registerAccount(text: (path: string) => string): Pick<NonNullable<Addresses['register']>, 'clientId' | 'secretFile' | 'moveTo'> {
  const config = 'connectors.business-registration.config';
  const moveTo = (port: number): string =>
    `--set ${config}.baseUrl=http://127.0.0.1:${port} --set ${config}.auth.tokenUrl=http://127.0.0.1:${port}/token`;
  return { clientId: text(`${config}.auth.clientId`), secretFile: text(`${config}.auth.clientSecretFile`), moveTo };
}

type Local = (path: string, who: string) => Endpoint;

/** All receivers are one stand-in, all doors one server: whoever moves one moves all. */
function departmentsAt(text: (path: string) => string, local: Local): DepartmentAddresses {
  const setting = (name: DepartmentName, key: string): string => `connectors.${name}.config.${key}`;
  const desks = [...departmentNames, ...companyNames];
  const receiver = local(setting('land', 'sink.url'), 'departments');
  const door = local(setting('land', 'source.listen'), 'hub');
  const sets = (settings: readonly string[]): string => settings.map((one) => `--set ${one}`).join(' ');
  return {
    receiver: { ...receiver, moveTo: (port) => sets(receiversAt(port)) },
    door: { ...door, moveTo: (port) => sets(doorsAt(port)) },
    webhooks: departmentNames.map((name) => ({ name, secretFile: text(setting(name, 'sink.secretFile')) })),
    inboxes: companyNames.map((name) => ({ name })),
    tokens: desks.map((name) => ({ name, tokenFile: text(setting(name, 'source.tokenFile')) })),
  };
}

/** Overrides that put all departments on these ports. */
export const departmentSettings = (receiver: number, door: number): string[] => [...receiversAt(receiver), ...doorsAt(door)];

const receiversAt = (port: number): string[] =>
  departmentNames.map((name) => `connectors.${name}.config.sink.url=http://127.0.0.1:${port}/${name}`);

const doorsAt = (port: number): string[] =>
  [...departmentNames, ...companyNames].map((name) => `connectors.${name}.config.source.listen=127.0.0.1:${port}`);

function served(scheme: 'https' | 'grpc', at: Lookup, local: (path: string, who: string) => Endpoint): Endpoint[] {
  const path = `gateway.${scheme}`;
  if (at(path) === undefined) return [];
  const endpoint = local(path, 'hub');
  return [{ ...endpoint, url: endpoint.url.replace('http:', `${scheme}:`) }];
}

function embedded(at: Lookup): Pick<Addresses, 'kafka' | 'postgres'> {
  const number = (path: string): number => {
    const value = at(path);
    if (typeof value !== 'number') throw new StageError('stage.config', path);
    return value;
  };
  const kafka = (): Addresses['kafka'] => ({
    port: number('kafka.embedded.port'),
    controllerPort: number('kafka.embedded.controllerPort'),
  });
  return {
    ...(at('kafka.embedded') === undefined ? {} : { kafka: kafka() }),
    ...(at('postgres.embedded') === undefined ? {} : { postgres: { port: number('postgres.embedded.port') } }),
  };
}

/** Certificates name the address of their authority, and the hub asks allowed hosts only: new ones in a new folder, and both settings. */
const elsewhere =
  (data: string) =>
  (port: number): string =>
    `--data ${data}/${port} --set ${paths.authority}=http://127.0.0.1:${port}/tsa --set 'revocation.allow=[127.0.0.1:${port}]'`;

/** From a URL or `host:port`. A stand-in can only stand in on this machine. */
function endpoint(setting: string, who: string, value: string): Endpoint {
  const url = value.includes('://') ? value : `http://${value}`;
  const { hostname, port, origin } = URL.canParse(url) ? new URL(url) : { hostname: '', port: '', origin: '' };
  if (!/^(127(\.\d+){3}|localhost)$/.test(hostname) || port === '') throw new StageError('stage.config', `${setting}: ${value}`);
  const moveTo = (other: number): string => `--set ${setting}=${value.replace(`:${port}`, `:${other}`)}`;
  return { host: hostname, port: Number(port), url: origin, who, moveTo };
}

function zonesOf(at: Lookup): string[] {
  const zones = at('zones');
  if (!isRecord(zones)) throw new StageError('stage.config', 'zones');
  return Object.keys(zones);
}
