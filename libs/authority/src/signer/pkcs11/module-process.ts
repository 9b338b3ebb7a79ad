import * as pkcs11 from 'pkcs11js';

import type { Act, Answer, Failure, FoundKey, Mechanism, Opening, Order, Outcome, Reason } from './protocol';

// A process of its own for somebody else's code: what blocks, crashes or never comes back there does so without the hub. Needs no other file.

const maxCertificates = 32;
const maxSignature = 2048;
/** CKS_RO_USER_FUNCTIONS and CKS_RW_USER_FUNCTIONS. */
const userStates = [1, 3];

class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super(failure.said);
  }
}

interface Session {
  readonly handle: pkcs11.Handle;
  readonly key: pkcs11.Handle;
}

let library: pkcs11.PKCS11 | undefined;
let sessions: readonly Session[] = [];
/** The PIN, when the key asks for it at every signature (CKA_ALWAYS_AUTHENTICATE). */
let pinEach: string | undefined;
/** The module's threads write into these after the call that named them has returned. */
const inUse = new Set<Buffer>();

process.on('message', ({ id, act }: Order) => {
  void perform(act).then((outcome) => process.send?.({ id, outcome } satisfies Answer));
});
// Whoever started this is gone.
process.on('disconnect', () => process.exit());

async function perform(act: Act): Promise<Outcome> {
  try {
    switch (act.kind) {
      case 'open':
        return { kind: 'opened', found: open(act.opening) };
      case 'sign':
        return { kind: 'signed', signature: await sign(act.session, act.mechanism, act.data) };
      case 'close':
        if (library) library.C_Finalize();
        return { kind: 'closed' };
    }
  } catch (error) {
    return { kind: 'failed', failure: error instanceof Refusal ? error.failure : failureOf(error) };
  }
}

/** Starts the module, anew if it runs already: only so are tokens seen that came later. */
function open({ module: path, token, key, pin, sessions: count }: Opening): FoundKey {
  const module = (library ??= load(path));
  sessions = [];
  try {
    module.C_Finalize();
  } catch (error) {
    if (codeOf(error) !== pkcs11.CKR_CRYPTOKI_NOT_INITIALIZED) throw error;
  }
  module.C_Initialize({ flags: pkcs11.CKF_OS_LOCKING_OK });
  const slot = findToken(module, token);
  const handles = Array.from({ length: count }, () => module.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION));
  const [first] = handles;
  if (first === undefined) throw refusal('lost', 'no session');
  logIn(module, slot, first, pin);
  sessions = handles.map((handle) => ({ handle, key: findKey(module, handle, key) }));
  const found = findKey(module, first, key);
  pinEach = attribute(module, first, found, pkcs11.CKA_ALWAYS_AUTHENTICATE)?.[0] === 1 ? pin : undefined;
  const type = attribute(module, first, found, pkcs11.CKA_KEY_TYPE);
  return { ...(type && { type: type.readUIntLE(0, Math.min(type.length, 6)) }), ...readCertificates(module, first, found) };
}

function load(path: string): pkcs11.PKCS11 {
  try {
    return new pkcs11.PKCS11(path);
  } catch (error) {
    throw refusal('module-missing', error instanceof Error ? error.message : '');
  }
}

function findToken(module: pkcs11.PKCS11, { label, serial }: Opening['token']): pkcs11.Handle {
  const slots = module.C_GetSlotList(true).filter((slot) => {
    const info = tokenInfo(module, slot);
    if (!info) return false;
    return (label === undefined || info.label.trim() === label) && (serial === undefined || info.serialNumber.trim() === serial);
  });
  const [slot] = slots;
  if (slot === undefined) throw refusal('token-missing', 'no such token in any slot');
  if (slots.length > 1) throw refusal('token-ambiguous', `${slots.length} tokens of that name`);
  return slot;
}

/** A slot whose token went away between two calls has none. */
function tokenInfo(module: pkcs11.PKCS11, slot: pkcs11.Handle): pkcs11.TokenInfo | undefined {
  try {
    return module.C_GetTokenInfo(slot);
  } catch {
    return undefined;
  }
}

/** Once for all sessions. The last try before the token locks is left to a person. */
function logIn(module: pkcs11.PKCS11, slot: pkcs11.Handle, handle: pkcs11.Handle, pin: string): void {
  const { flags } = module.C_GetTokenInfo(slot);
  if (userStates.includes(module.C_GetSessionInfo(handle).state) || (flags & pkcs11.CKF_LOGIN_REQUIRED) === 0) return;
  if ((flags & pkcs11.CKF_USER_PIN_LOCKED) !== 0) throw refusal('token-locked', 'CKF_USER_PIN_LOCKED');
  if ((flags & pkcs11.CKF_USER_PIN_FINAL_TRY) !== 0) throw refusal('pin-last-try', 'CKF_USER_PIN_FINAL_TRY');
  module.C_Login(handle, pkcs11.CKU_USER, pin);
}

function findKey(module: pkcs11.PKCS11, handle: pkcs11.Handle, { label, id }: Opening['key']): pkcs11.Handle {
  const wish: pkcs11.Template = [{ type: pkcs11.CKA_CLASS, value: pkcs11.CKO_PRIVATE_KEY }];
  if (label !== undefined) wish.push({ type: pkcs11.CKA_LABEL, value: label });
  if (id !== undefined) wish.push({ type: pkcs11.CKA_ID, value: Buffer.from(id, 'hex') });
  const keys = find(module, handle, wish, 2);
  const [key] = keys;
  if (key === undefined) throw refusal('key-missing', 'no such private key on the token');
  if (keys.length > 1) throw refusal('key-ambiguous', 'more than one private key of that name');
  return key;
}

function find(module: pkcs11.PKCS11, handle: pkcs11.Handle, wish: pkcs11.Template, limit: number): pkcs11.Handle[] {
  module.C_FindObjectsInit(handle, wish);
  try {
    return module.C_FindObjects(handle, limit);
  } finally {
    module.C_FindObjectsFinal(handle);
  }
}

function readCertificates(module: pkcs11.PKCS11, handle: pkcs11.Handle, key: pkcs11.Handle): Omit<FoundKey, 'type'> {
  const id = attribute(module, handle, key, pkcs11.CKA_ID);
  const found = find(module, handle, [{ type: pkcs11.CKA_CLASS, value: pkcs11.CKO_CERTIFICATE }], maxCertificates).map((object) => ({
    der: attribute(module, handle, object, pkcs11.CKA_VALUE),
    isOwn: id !== undefined && attribute(module, handle, object, pkcs11.CKA_ID)?.equals(id) === true,
  }));
  const values = (isOwn: boolean): Uint8Array[] =>
    found.flatMap((one) => (one.isOwn === isOwn && one.der ? [Uint8Array.from(one.der)] : []));
  return { own: values(true), others: values(false) };
}

/** `undefined` for one that the module does not know or does not tell. */
function attribute(module: pkcs11.PKCS11, handle: pkcs11.Handle, object: pkcs11.Handle, type: number): Buffer | undefined {
  try {
    return module.C_GetAttributeValue(handle, object, [{ type }])[0]?.value;
  } catch {
    return undefined;
  }
}

async function sign(index: number, { type, pss }: Mechanism, data: Uint8Array): Promise<Uint8Array> {
  const session = sessions[index];
  if (!library || !session) throw refusal('lost', 'no session');
  const mechanism = pss ? { mechanism: type, parameter: { type: pkcs11.CK_PARAMS_RSA_PSS, ...pss } } : { mechanism: type };
  library.C_SignInit(session.handle, mechanism, session.key);
  if (pinEach !== undefined) library.C_Login(session.handle, pkcs11.CKU_CONTEXT_SPECIFIC, pinEach);
  const [input, output] = [Buffer.from(data), Buffer.alloc(maxSignature)];
  inUse.add(input).add(output);
  try {
    return Uint8Array.from(await library.C_SignAsync(session.handle, input, output));
  } finally {
    inUse.delete(input);
    inUse.delete(output);
  }
}

const reasons: ReadonlyMap<number, Reason> = new Map<number, Reason>([
  [pkcs11.CKR_PIN_INCORRECT, 'pin-wrong'],
  [pkcs11.CKR_PIN_INVALID, 'pin-wrong'],
  [pkcs11.CKR_PIN_LEN_RANGE, 'pin-wrong'],
  [pkcs11.CKR_PIN_LOCKED, 'token-locked'],
  [pkcs11.CKR_PIN_EXPIRED, 'token-locked'],
  [pkcs11.CKR_TOKEN_NOT_PRESENT, 'token-missing'],
  [pkcs11.CKR_TOKEN_NOT_RECOGNIZED, 'token-missing'],
  [pkcs11.CKR_DEVICE_REMOVED, 'token-missing'],
  [pkcs11.CKR_SLOT_ID_INVALID, 'token-missing'],
  [pkcs11.CKR_MECHANISM_INVALID, 'refused'],
  [pkcs11.CKR_MECHANISM_PARAM_INVALID, 'refused'],
  [pkcs11.CKR_KEY_TYPE_INCONSISTENT, 'refused'],
  [pkcs11.CKR_KEY_FUNCTION_NOT_PERMITTED, 'refused'],
  [pkcs11.CKR_KEY_SIZE_RANGE, 'refused'],
  [pkcs11.CKR_DATA_LEN_RANGE, 'refused'],
  [pkcs11.CKR_DATA_INVALID, 'refused'],
]);

/** CKR_… as a number; C_FindObjects throws it only as text. */
function codeOf(error: unknown): number | undefined {
  if (error instanceof pkcs11.Pkcs11Error) return error.code;
  const number = error instanceof Error ? /CKR_\w+:(\d+)/.exec(error.message)?.[1] : undefined;
  return number === undefined ? undefined : Number(number);
}

function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  const said = error instanceof Error ? error.message.slice(0, 200) : String(error);
  return { reason: (code === undefined ? undefined : reasons.get(code)) ?? 'lost', said };
}

const refusal = (reason: Reason, said: string): Refusal => new Refusal({ reason, said });
