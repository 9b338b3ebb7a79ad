import { type Problem, problem, type Words } from '../problem';
import type { Parsed } from '../source/parse';

type Route = Parsed['routes'][number];

/** Every receiver of every agreement has a route, and the route's connector may carry it. One problem a route and receiver. */
export function channels(parsed: Parsed): Problem[] {
  const carried = new Map(parsed.connectors.map(({ value }) => [value.name, new Set(value.parties)]));
  const problems = parsed.agreements.flatMap(({ value: { sender, types, receivers }, at }) =>
    types.flatMap((type) =>
      receivers.flatMap((receiver, i) => {
        const route = parsed.routes.find((candidate) => matches(candidate, type, sender, receiver));
        if (!route) return [problem('config.route-missing', at('receivers', i), missing(type, receiver))];
        const { connector } = route.value.to;
        if (carried.get(connector)?.has(receiver)) return [];
        return [problem('config.channel-party', route.at('to', 'connector'), forbidden(connector, receiver))];
      }),
    ),
  );
  return [...new Map(problems.map((found) => [`${found.file}:${found.line.toString()}:${found.en}`, found])).values()];
}

const matches = ({ value: { when } }: Route, type: string, sender: string, receiver: string): boolean =>
  when.type === type && (when.sender ?? sender) === sender && (when.receiver ?? receiver) === receiver;

const missing = (type: string, receiver: string): Words => ({ vi: `${type} tới ${receiver}`, en: `${type} to ${receiver}` });

const forbidden = (connector: string, receiver: string): Words => ({
  vi: `"${connector}" không có ${receiver} trong parties`,
  en: `"${connector}" does not have ${receiver} among its parties`,
});
