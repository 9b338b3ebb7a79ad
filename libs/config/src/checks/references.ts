import { type Place, type Problem, problem, type ProblemCode } from '../problem';
import { nearest } from '../source/nearest';
import type { Parsed } from '../source/parse';

/**
 * Whatever names a zone, party, type or connector names one that exists. Without a list of `types` the agreements say
 * which exist: a route for a type of no agreement can never be taken.
 */
export function references(parsed: Parsed, types?: readonly string[]): Problem[] {
  const zone = exists('config.unknown-zone', Object.keys(parsed.hub.value.zones));
  const party = exists(
    'config.unknown-party',
    parsed.parties.map(({ value }) => value.code),
  );
  const connector = exists(
    'config.unknown-connector',
    parsed.connectors.map(({ value }) => value.name),
  );
  const type = exists('config.unknown-type', types ?? parsed.agreements.flatMap(({ value }) => value.types));
  const { gateway } = parsed.hub.value;
  return [
    ...Object.entries(gateway?.keys ?? {}).flatMap(([key, { grants }]) =>
      grants.flatMap((code, i) => party(code, parsed.hub.at('gateway', 'keys', key, 'grants', i))),
    ),
    ...parsed.connectors.flatMap(({ value, at }) => [
      ...zone(value.zone, at('zone')),
      ...value.parties.flatMap((code, i) => party(code, at('parties', i))),
      ...(value.asserted ?? []).flatMap(({ sender, types: named }, i) => [
        ...party(sender, at('asserted', i, 'sender')),
        ...named.flatMap((one, n) => type(one, at('asserted', i, 'types', n))),
      ]),
    ]),
    ...parsed.agreements.flatMap(({ value, at }) => [
      ...party(value.sender, at('sender')),
      ...value.types.flatMap((name, i) => type(name, at('types', i))),
      ...value.receivers.flatMap((code, i) => party(code, at('receivers', i))),
    ]),
    ...parsed.routes.flatMap(({ value: { when, to }, at }) => [
      ...type(when.type, at('when', 'type')),
      ...party(when.sender, at('when', 'sender')),
      ...party(when.receiver, at('when', 'receiver')),
      ...connector(to.connector, at('to', 'connector')),
    ]),
  ];
}

function exists(code: ProblemCode, names: readonly string[]) {
  const known = new Set(names);
  return (name: string | undefined, place: Place): Problem[] => {
    if (name === undefined || known.has(name)) return [];
    const close = nearest(name, known);
    const hint = close === undefined ? { vi: '', en: '' } : { vi: `; gần nhất: "${close}"`, en: `; nearest: "${close}"` };
    return [problem(code, place, { vi: `"${name}"${hint.vi}`, en: `"${name}"${hint.en}` })];
  };
}
