import type { Adapter, Renderable, Rendered } from '@lienthong/adapter-kit';
import { type ConnectorRule, type RulesContent, type TrustRoot, compileRules } from '@lienthong/config';
import type { DocumentType } from '@lienthong/documents';
import { lane } from '@lienthong/message';
import type { Destination, RuleSet, SenderRules } from '@lienthong/pipeline';
import { type TrustAnchor, parsePem } from '@lienthong/trust';
import { gatewayZone, partyOfChannel } from '../zones';
import { mapped } from './mapped';
import { readSubmitted } from './submitted';

export interface RuleSetParts {
  readonly version: number;
  readonly content: RulesContent;
  readonly adapters: Readonly<Record<string, Adapter>>;
  readonly documents: readonly DocumentType[];
  readonly judge: SenderRules['judge'];
}

const atGateway = { zone: gatewayZone, read: readSubmitted };

/** One version of the rules as the way's look-ups. */
export function ruleSet({ version, content, adapters, documents, judge }: RuleSetParts): RuleSet {
  const rules = compileRules(content);
  const readers = new Map(
    content.connectors.flatMap(({ name, zone, adapter }) => {
      const found = adapters[adapter];
      return found ? [[name, { zone, read: found.read }] as const] : [];
    }),
  );
  const types = new Map(documents.flatMap((document) => document.types.map((type) => [`${document.version} ${type}`, document] as const)));
  const alwaysSigned = new Set(documents.flatMap(({ signedTypes }) => signedTypes));
  const { messageBytes, clockSkew, seenDays, onUnavailable, byType = {} } = content.documents;
  return {
    version,
    channels: {
      maxBytes: messageBytes,
      of: (connector) => readers.get(connector) ?? (partyOfChannel(connector) === undefined ? undefined : atGateway),
    },
    senders: {
      whileUnknown: (type) => (Object.hasOwn(byType, type) ? byType[type] : undefined) ?? onUnavailable,
      judge,
      partyOf: (certificate, at) => rules.partyOfCertificate(certificate, at),
      party: (code) => rules.party(code),
      mayAssert: (connector, source, type, at) => {
        const sender = rules.party(source, at)?.code;
        // what a merged organisation is said to have written is not its successor's word
        if (sender === undefined || rules.organisation(source, at)?.kind === 'merged' || rules.signs(sender, at)) return false;
        return (rules.channel(connector)?.vouchesFor(sender, type) ?? false) && !alwaysSigned.has(type);
      },
      mayUse: (connector, party) => rules.channel(connector)?.carries(party) ?? partyOfChannel(connector) === party,
    },
    schemas: {
      window: { aheadMs: clockSkew, seenMs: seenDays * 86_400_000 },
      find: (dataschema, type) => types.get(`${dataschema} ${type}`),
    },
    agreements: {
      party: (code, at) => rules.party(code, at),
      allows: (sender, type, receivers, at) => rules.allows(sender, type, receivers, at)?.allowed,
    },
    routes: {
      destinations: (message, receivers) => {
        const found = rules.destinations(message.envelope.type, message.sender, receivers);
        if (found.length < receivers.length) return [];
        const connectors = [...new Set(found.map(({ connector }) => connector))];
        const destinations = connectors.flatMap((connector): Destination[] => {
          const channel = rules.channel(connector);
          const rendered = channel && renderedFor(message, channel, adapters);
          return rendered ? [{ ...rendered, connector, zone: channel.zone, lane: lane(connector, message.envelope.subject) }] : [];
        });
        return destinations.length < connectors.length ? [] : destinations; // to some of the receivers is to nobody
      },
    },
  };
}

/** What the adapter writes, through the connector's mapping where it has one. */
function renderedFor(
  message: Renderable,
  { adapter, config, mapping }: ConnectorRule,
  adapters: RuleSetParts['adapters'],
): Rendered | undefined {
  const rendered = adapters[adapter]?.render(message, config);
  return rendered && mapping ? mapped(rendered, message, mapping) : rendered;
}

export const anchorsOf = (roots: readonly TrustRoot[]): TrustAnchor[] =>
  roots.flatMap(({ pem, from, until }) => {
    const [certificate] = parsePem(pem);
    return certificate ? [{ certificate, from: from ? new Date(from) : undefined, until: until ? new Date(until) : undefined }] : [];
  });
