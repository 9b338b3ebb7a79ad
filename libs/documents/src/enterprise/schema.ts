import { list, moment, object, text } from '../json-schema';

/** JSON Schema 2020-12 of version `enterprise/1`. Codes are only bounded here: rules of their own say what is wrong with them. */
const code = text(20, 1);

const named = object({ name: text(500, 1), code: text(60, 1) }, ['code']);

const enterprise = object(
  {
    code,
    name: text(500, 1),
    shortName: text(500, 1),
    foreignName: text(500, 1),
    kind: named,
    status: named,
    address: text(1_000, 1),
    representatives: list(object({ name: text(300, 1) })),
    warnings: list(object({ code: { enum: ['enterprise.check-digit'] }, field: text(100) })),
  },
  ['shortName', 'foreignName', 'kind', 'status', 'address'],
);

const request = object({ id: text(200, 1), source: text(200, 1) });

const told = object({
  at: moment,
  ageSeconds: { type: 'integer', minimum: 0, maximum: 31_622_400 },
  by: { enum: ['registry', 'cache', 'cache-registry-away'] },
});

export const eventSchema = { $id: 'enterprise.event/1', ...object({ enterprise, at: moment }) };
export const lookupSchema = { $id: 'enterprise.lookup/1', ...object({ code }) };
export const detailsSchema = { $id: 'enterprise.details/1', ...object({ request, code, told, enterprise }, ['enterprise']) };
