import { bytesOf, parties } from './event';
import * as bytes from './fault-bytes';
import type { Planned, PlannedSigned, Signing, SigningChannel } from './model';
import type { Random } from './random';
import { plus } from './time';

/** A correct message made for one fault, and what is needed to spoil it. */
export interface Victim {
  /** Signed and well-formed: on the portal's channel a submission, on the other one a status change; with its own id. */
  readonly message: PlannedSigned;
  /** A good message that was submitted earlier through the same channel. */
  readonly earlier: Planned;
  /** Code of a dossier that this message is not about. */
  readonly otherSubject: string;
  readonly random: Random;
  readonly now: Date;
}

type Spoil = (victim: Victim) => Partial<Planned>;
interface Fault {
  readonly code: string;
  readonly channels?: readonly SigningChannel[];
  readonly spoil: Spoil;
}

const signedAs =
  (signing: (channel: SigningChannel) => Signing): Spoil =>
  ({ message }) => ({ signing: signing(message.channel) });

const by = (name: Extract<Signing, { by: unknown }>['by']): Spoil => signedAs(() => ({ by: name }));

const forged = (forge: Extract<Signing, { forge: unknown }>['forge']): Spoil => signedAs((channel) => ({ forge, victim: channel }));

/** The envelope says something else, and that is what was signed. */
const saying =
  (change: (victim: Victim) => Record<string, unknown>): Spoil =>
  (victim) => ({ body: bytesOf({ ...bytes.eventOf(victim.message.body), ...change(victim) }) });

const of =
  (make: (message: Planned, random: Random) => Uint8Array): Spoil =>
  ({ message, random }) => ({ body: make(message, random) });

/** Each kind of bad message: the one thing that is wrong with it and the code that its sender must be told. */
export const faults = {
  tampered: {
    code: 'signature.invalid',
    spoil: ({ message }) => ({ body: bytes.altered(message.body), signing: { by: message.channel, over: message.body } }),
  },
  unsigned: { code: 'signature.missing', spoil: signedAs(() => 'unsigned') },
  'alg-none': { code: 'signature.algorithm', spoil: forged('none') },
  'hmac-public-key': { code: 'signature.algorithm', spoil: forged('hmac') },
  'borrowed-chain': { code: 'signature.invalid', channels: ['portal'], spoil: forged('borrowed') },
  stranger: { code: 'certificate.untrusted', spoil: forged('stranger') },
  expired: { code: 'certificate.expired', spoil: by('expired') },
  revoked: { code: 'certificate.revoked', spoil: by('revoked') },
  unbound: { code: 'certificate.unbound', spoil: by('unbound') },
  'sender-mismatch': { code: 'party.mismatch', spoil: signedAs((channel) => ({ by: channel === 'portal' ? 'one-stop' : 'portal' })) },
  'not-allowed': { code: 'agreement.missing', spoil: ({ message }) => ({ body: bytes.otherRole(message.body, message.channel) }) },
  'unknown-receiver': { code: 'party.unknown-receiver', spoil: saying(() => ({ receivers: parties.nobody })) },
  'wrong-type': { code: 'type.unknown', spoil: saying(() => ({ type: 'dossier.cancelled' })) },
  'wrong-version': { code: 'type.unknown', spoil: saying(() => ({ dataschema: 'dossier/9' })) },
  'future-date': { code: 'message.time-ahead', spoil: saying(({ now }) => ({ time: plus(now, 86_400_000).toISOString() })) },
  'subject-mismatch': { code: 'message.subject-mismatch', spoil: ({ otherSubject }) => ({ subject: otherSubject }) },
  'illegal-transition': {
    code: 'dossier.transition-illegal',
    channels: ['one-stop'],
    spoil: of((message) => bytes.withStep(message.body, '10', '4')),
  },
  garbage: { code: 'message.malformed', spoil: of((_, random) => random.bytes(random.int(200, 4_000))) },
  'deep-json': { code: 'message.malformed', spoil: of(({ body }) => bytes.nested(body, 5_000)) },
  'proto-key': { code: 'message.malformed', spoil: of(({ body }) => bytes.withProtoKey(body)) },
  'nul-character': { code: 'message.malformed', spoil: of(({ body }) => bytes.withText(body, 'Nguyễn\0Văn')) },
  'wrong-charset': {
    code: 'message.malformed',
    spoil: ({ message }) => ({ body: bytes.utf16(message.body), contentType: 'application/cloudevents+json; charset=utf-16' }),
  },
  oversized: {
    code: 'message.too-large',
    spoil: ({ message }) => ({ body: bytes.padded(message.body, message.channel === 'portal' ? 2 << 20 : 100 << 10) }),
  },
  duplicate: { code: '', spoil: ({ earlier }) => ({ ...earlier, expected: { outcome: 'duplicate' } }) },
  conflict: {
    code: 'message.conflict',
    spoil: ({ earlier }) => ({ id: earlier.id, subject: earlier.subject, body: bytes.altered(earlier.body) }),
  },
} as const satisfies Record<string, Fault>;

export type FaultKind = keyof typeof faults;

export const faultKinds = Object.keys(faults) as FaultKind[];

export const channelsOf = (kind: FaultKind): readonly SigningChannel[] => (faults[kind] as Fault).channels ?? ['portal', 'one-stop'];

export function spoiled(kind: FaultKind, victim: Victim): Planned {
  const { code, spoil } = faults[kind] as Fault;
  const { message } = victim;
  const bad: Planned = { ...message, expected: { outcome: 'refuse', code }, ...spoil(victim), kind };
  return { ...bad, ...bytes.identityOf(bad.body) };
}
