import type { Command } from 'commander';

type Add = (program: Command) => void;

/** The parts of the program by the words that call them. */
const groups: Readonly<Record<string, () => Promise<Add>>> = {
  up: async () => (await import('./up.js')).upCommand,
  run: async () => (await import('./run.js')).runCommand,
  provision: async () => (await import('./provision.js')).provisionCommand,
  config: async () => (await import('./config.js')).configCommands,
  party: async () => (await import('./party.js')).partyCommands,
  agreement: async () => (await import('./agreement.js')).agreementCommands,
  connector: async () => (await import('./connector.js')).connectorCommands,
  message: async () => (await import('./message.js')).messageCommands,
  inbox: async () => (await import('./inbox.js')).inboxCommands,
  lane: async () => (await import('./lane.js')).laneCommands,
  document: async () => (await import('./document.js')).documentCommands,
  dossier: async () => (await import('./dossier.js')).dossierCommands,
  evidence: async () => (await import('./evidence.js')).evidenceCommands,
  position: async () => (await import('./position.js')).positionCommands,
  schema: async () => (await import('./schema.js')).schemaCommands,
  verify: async () => (await import('./verify.js')).verifyCommands,
  'verify-certificate': async () => (await import('./verify.js')).verifyCommands,
  sign: async () => (await import('./sign.js')).signCommand,
  watch: async () => (await import('./watch.js')).watchCommand,
};

/** Whoever asks for one part does not wait until the others are loaded; whoever asks for none sees them all. */
export async function addCommands(program: Command, args: readonly string[]): Promise<void> {
  const asked = args.find((arg) => Object.hasOwn(groups, arg));
  const wanted = asked === undefined ? Object.values(groups) : [groups[asked]];
  const parts = await Promise.all(wanted.map(async (load) => load?.()));
  for (const add of new Set(parts)) add?.(program);
}
