type Problems = (...statuses: readonly number[]) => object;

const text = (description: string, more: object = {}) => ({ type: 'string', description, ...more });
const time = text('RFC 3339, UTC', { format: 'date-time' });
const digest = text('SHA-256 of the bytes that were signed', { pattern: '^[0-9a-f]{64}$' });
const json = (schema: object) => ({ 'application/json': { schema } });
const bytes = { schema: { type: 'string', contentMediaType: 'application/octet-stream' } };
const event = { type: 'object', description: 'CloudEvents 1.0 in JSON, with attributes dataschema, subject, receivers, jwssignature' };
const object = (properties: object, required: readonly string[]) => ({ type: 'object', additionalProperties: false, required, properties });
const header = (description: string) => ({ description, schema: { type: 'string' } });
const id = { name: 'id', in: 'path', required: true, schema: text("The sender's own id, or the hub's UUID") };
const query = (name: string, description: string, pattern: string) => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string', pattern },
});
const security = [{ mutualTLS: [] }];

const acknowledgement = {
  id: text("The sender's own id"),
  digest,
  position: object({ topic: text('Of the hub'), partition: { type: 'integer' }, offset: text('A whole number') }, [
    'topic',
    'partition',
    'offset',
  ]),
  durability: { enum: ['replicated', 'fsync', 'memory'], description: 'How it is kept from being lost' },
};
const acknowledged = ['id', 'digest', 'position', 'durability'];

const step = object(
  {
    step: { enum: ['accepted', 'recorded', 'sealed', 'sent', 'delivered'] },
    at: time,
    rulesVersion: { type: 'integer' },
    leaf: { type: 'integer', description: 'Place in the log' },
    connector: text('That brings it to a receiver'),
    proof: object({ words: text("What the receiver's system answered"), digest: { type: ['string', 'null'] } }, ['words', 'digest']),
  },
  ['step', 'at'],
);

const journey = object(
  {
    id: { type: ['string', 'null'], description: "The sender's own id" },
    message: text("The hub's id", { format: 'uuid' }),
    state: { enum: ['accepted', 'waiting', 'refused', 'recorded', 'delivered', 'undelivered'] },
    source: { type: ['string', 'null'] },
    type: { type: ['string', 'null'] },
    subject: { type: ['string', 'null'] },
    digest: { type: ['string', 'null'] },
    settled: { type: 'boolean', description: 'No more will come, but for what an operator does' },
    steps: { type: 'array', items: step },
    why: object(
      {
        code: text('docs/errors.md'),
        title: text('In the language of Accept-Language'),
        detail: text('What to do'),
        facts: { type: 'object' },
      },
      ['code', 'title', 'detail', 'facts'],
    ),
    receipt: text('Where its receipt is'),
    reply: text("Where its receiver's answer is"),
  },
  ['id', 'state'],
);

const signatures = [
  { name: 'JWS-Signature', in: 'header', description: 'Detached JWS (RFC 7797) over the body as it is', schema: { type: 'string' } },
  { name: 'CMS-Signature', in: 'header', description: 'Detached CMS over the body as it is, base64 of DER', schema: { type: 'string' } },
  {
    name: 'Prefer',
    in: 'header',
    description: 'wait=N: the outcome, if it is known within N seconds (at most 30)',
    schema: { type: 'string' },
  },
];

/** `problems`: answers of these statuses; `problem`: what they are. */
export const messagePaths = (problems: Problems, problem: object) => ({
  '/v1/messages': {
    post: {
      operationId: 'send',
      summary: 'Hand in what your party signed',
      description: 'Same id and content again: the same answer. Same id and other content: 409 with both digests.',
      security,
      parameters: signatures,
      requestBody: {
        required: true,
        content: {
          'application/cloudevents+json': { schema: event },
          'application/cloudevents-batch+json': { schema: { type: 'array', minItems: 1, maxItems: 100, items: event } },
          'application/json': { schema: { description: 'The data of an event whose attributes are in ce- headers' } },
          'application/edxml+xml': { schema: { type: 'string' } },
        },
      },
      responses: {
        200: { description: 'With Prefer: wait: what became of it', content: json(journey) },
        202: {
          description: 'Stored durably; for a batch one answer each',
          headers: { Location: header('Where to look what becomes of it') },
          content: json({
            anyOf: [
              object(acknowledgement, acknowledged),
              {
                type: 'array',
                items: object({ ...acknowledgement, status: { const: 202 }, location: text('Where to look what becomes of it') }, [
                  ...acknowledged,
                  'status',
                ]),
              },
            ],
          }),
        },
        207: {
          description: 'Some of a batch are stored, others are not',
          content: json({
            type: 'array',
            items: {
              anyOf: [
                object({ ...acknowledgement, status: { const: 202 }, location: text('Where to look what becomes of it') }, [
                  ...acknowledged,
                  'status',
                ]),
                problem,
              ],
            },
          }),
        },
        ...problems(400, 401, 403, 408, 409, 411, 413, 415, 422, 429, 500, 503),
      },
    },
  },
  '/v1/messages/{id}': {
    get: {
      operationId: 'journey',
      summary: 'What became of a message, to its sender and its receivers',
      security,
      parameters: [
        id,
        query('digest', 'From the acknowledgement: which one, before it is known who signed it', '^[0-9a-f]{64}$'),
        query('at', 'From the acknowledgement', '^[0-9]{1,5}-[0-9]{1,18}$'),
        query('wait', 'Seconds to wait until it is settled, at most 30', '^([0-9]|[12][0-9]|30)$'),
      ],
      responses: { 200: { description: 'So far', content: json(journey) }, ...problems(401, 403, 404, 422, 429, 500, 503) },
    },
  },
  '/v1/messages/{id}/payload': {
    get: {
      operationId: 'payload',
      summary: 'The bytes as their sender signed them',
      security,
      parameters: [id],
      responses: {
        200: {
          description: 'The bytes',
          headers: {
            'JWS-Signature': header("The sender's detached signature"),
            'CMS-Signature': header('The same as CMS, base64 of DER'),
          },
          content: {
            'application/cloudevents+json': { schema: event },
            'application/edxml+xml': bytes,
            'application/json': { schema: {} },
          },
        },
        ...problems(401, 403, 404, 429, 500, 503),
      },
    },
  },
  '/v1/messages/{id}/receipt': {
    get: {
      operationId: 'receipt',
      summary: 'Its receipt: unpacked, hub evidence verify reads it, or openssl',
      security,
      parameters: [id],
      responses: { 200: { description: 'ZIP', content: { 'application/zip': bytes } }, ...problems(401, 403, 404, 429, 500, 503) },
    },
  },
});
