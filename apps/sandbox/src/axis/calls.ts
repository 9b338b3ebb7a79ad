import type { Mood } from '../mood/mood';
import { fileIn, fullHash, sdkHash } from './dialect';
import type { Directory } from './directory';
import type { Documents } from './documents';
import type { Copy, Sent } from './model';
import { agencyIn, checkServiceType, messageTypeOf, receiversIn, required } from './parameters';
import type { PostOffice, State } from './post-office';
import { Refused } from './refused';
import { agencyRow, receivedRow, type Row, sentRow, unitRow } from './rows';
import type { Signed } from './signature';

/** The axis behind its door: the caller is known. */
export interface Desk {
  readonly office: PostOffice;
  readonly documents: Documents;
  readonly directory: Directory;
  readonly mood: Mood;
  readonly now: () => Date;
  readonly hashFile: 'sdk' | 'full';
}

export interface KnownCall extends Signed {
  readonly path: string;
  body(): Promise<Buffer>;
}

/** What a call adds to `status`, `ErrorCode` and `ErrorDesc`. */
export type Gain = Readonly<Record<string, string | readonly Row[]>>;

export interface Method {
  run(call: KnownCall, desk: Desk): Promise<Gain>;
  /** Must stand in an answer that says no, too: the client looks for it. */
  readonly missing: Gain;
}

export const methods: Readonly<Record<string, Method>> = {
  sendEdoc: { run: sendEdoc, missing: { DocId: '' } },
  getEdoc: { run: getEdoc, missing: { data: '' } },
  updateStatus: { run: updateStatus, missing: {} },
  registerAgency: { run: registerAgency, missing: {} },
  deleteAgency: { run: deleteAgency, missing: {} },
  getReceivedEdocList: list((call, desk) => listOf(call, desk, forCaller(call, desk), receivedRow)),
  getSentEdocList: list((call, desk) => listOf(call, desk, ({ systemid }) => systemid === call.systemid, sentRow)),
  getAgenciesList: list((_, { directory }) => directory.all().flatMap((one) => (one.deleted ? [] : [agencyRow(one)]))),
  getSynchronizeUnit: list((_, { directory }) => directory.all().map(unitRow)),
};

async function sendEdoc(call: KnownCall, { office, directory, hashFile, now }: Desk): Promise<Gain> {
  required(call, 'serviceType');
  checkServiceType(call);
  const messageType = messageTypeOf(required(call, 'messageType'));
  const [from, to, hash] = [required(call, 'from'), receiversIn(required(call, 'to')), required(call, 'hash-file')];
  if (directory.systemOf(from) !== call.systemid)
    throw new Refused('agency', `${from}: hệ thống không được gửi thay / not an agency of this system`);
  const stranger = to.find((code) => directory.systemOf(code) === undefined);
  if (stranger !== undefined) throw new Refused('receiver', `${stranger}: đơn vị nhận không có / no such receiver`);
  const file = fileIn(await call.body());
  if (file.length === 0) throw new Refused('parameter', 'không có nội dung văn bản / the body is empty');
  if (hash.toLowerCase() !== (hashFile === 'sdk' ? sdkHash(file) : fullHash(file)))
    throw new Refused('hash', 'hash-file không khớp nội dung / hash-file is not that of the body');
  const { docId } = await office.post({ systemid: call.systemid, from, to, messageType, file, at: now() });
  return { DocId: docId };
}

async function getEdoc(call: KnownCall, { office, directory, documents, mood }: Desk): Promise<Gain> {
  const { sent, copy } = office.find(required(call, 'docId')) ?? {};
  const reader = copy ? directory.systemOf(copy.to) : sent?.systemid;
  if (!sent || reader !== call.systemid) throw new Refused('document', 'không có văn bản này / no such document');
  const bytes = await documents.bytesOf(sent.docId);
  const half = mood.strikes('half-file', call.path);
  return { data: bytes.subarray(0, half ? Math.floor(bytes.length / 2) : bytes.length).toString('base64') };
}

async function updateStatus(call: KnownCall, { office, directory, now }: Desk): Promise<Gain> {
  const { copy } = office.find(required(call, 'docId')) ?? {};
  if (!copy || directory.systemOf(copy.to) !== call.systemid)
    throw new Refused('document', 'không có văn bản này / no such received document');
  await office.say(copy, required(call, 'status'), now());
  return {};
}

async function registerAgency(call: KnownCall, { directory, now }: Desk): Promise<Gain> {
  await directory.register(call.systemid, agencyIn(await call.body()), now().toISOString());
  return {};
}

/** Every caller names the parameter as it likes: whichever holds an agency of its own counts. */
async function deleteAgency(call: KnownCall, { directory, now }: Desk): Promise<Gain> {
  const standing = new Set(['systemid', 'timestamp', 'content-type', 'servicetype', 'messagetype', 'from', 'to', 'docid', 'filepath']);
  const names = [...call.parameters].flatMap(([name, value]) => (standing.has(name) ? [] : [value]));
  await directory.remove(call.systemid, names, now().toISOString());
  return {};
}

function list(rows: (call: KnownCall, desk: Desk) => readonly Row[]): Method {
  return {
    run: (call, desk) => Promise.resolve({ data: inMood(rows(call, desk), call.path, desk.mood) }),
    missing: { data: [] },
  };
}

const forCaller =
  ({ systemid }: KnownCall, { directory }: Desk) =>
  (_: Sent, { to }: Copy): boolean =>
    directory.systemOf(to) === systemid;

/** Oldest first. A type that came with two values, one of them from an earlier call, chooses nothing. A filter that nobody published is ignored, like every parameter a method does not know. */
function listOf(
  call: KnownCall,
  { office, mood }: Desk,
  belongs: (sent: Sent, copy: Copy) => boolean,
  row: (sent: Sent, copy: Copy, state: State) => Row,
): Row[] {
  checkServiceType(call);
  const wanted = call.parameters.get('messagetype');
  const type = wanted === undefined || wanted === '' ? undefined : messageTypeOf(wanted);
  const forgetful = mood.strikes('repeat', call.path);
  return office.sent().flatMap((sent) =>
    sent.copies.flatMap((copy) => {
      if ((type !== undefined && sent.messageType !== type) || !belongs(sent, copy)) return [];
      const told = row(sent, copy, office.stateOf(copy, sent));
      return forgetful ? [told, row(sent, copy, { status: 'inbox', at: sent.at })] : [told];
    }),
  );
}

function inMood(rows: readonly Row[], path: string, mood: Mood): readonly Row[] {
  if (mood.strikes('backlog', path)) return [];
  return mood.strikes('reorder', path) ? rows.toReversed() : rows;
}
