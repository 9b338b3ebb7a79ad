type Problems = (...statuses: readonly number[]) => object;

const text = (description: string) => ({ type: 'string', description });
const whole = (name: string, description: string, minimum: number, maximum: number, unless: number) => ({
  ...{ name, in: 'query', description },
  schema: { type: 'integer', minimum, maximum, default: unless },
});
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

const item = {
  type: 'object',
  required: ['id', 'place', 'message', 'subject', 'storedAt', 'contentType', 'jws', 'cms', 'body'],
  properties: {
    id: text('Id of the delivery'),
    place: { type: 'integer', description: 'For `after`' },
    message: text("The hub's id of the message"),
    subject: text('Dossier code: what keeps its order'),
    storedAt: text('RFC 3339'),
    contentType: text('Of the body'),
    jws: { type: ['string', 'null'], description: "The sender's detached signature over the body" },
    cms: { type: ['string', 'null'], description: 'The same as CMS, base64 of DER' },
    body: { type: 'string', contentEncoding: 'base64', description: 'The bytes as the sender signed them' },
  },
};

const answer = {
  type: 'object',
  required: ['id', 'answer', 'answeredAt'],
  properties: {
    id: text('Id of the delivery'),
    answer: { enum: ['acknowledged', 'rejected'] },
    answeredAt: text('RFC 3339'),
    code: text('Of a rejection'),
  },
};

/** `problems`: answers of these statuses. */
export const inboxPaths = (problems: Problems) => ({
  '/v1/inbox': {
    get: {
      operationId: 'inbox',
      summary: 'What lies in your inbox and is not answered yet, oldest first',
      security: [{ mutualTLS: [] }],
      parameters: [
        whole('after', 'Only places beyond this one', 0, Number.MAX_SAFE_INTEGER, 0),
        whole('limit', 'Deliveries at most', 1, 1_000, 100),
        whole('wait', 'Seconds to wait for one when there is none', 0, 30, 0),
      ],
      responses: {
        200: { description: 'At most 4 MiB of bodies', ...json({ type: 'object', properties: { items: { type: 'array', items: item } } }) },
        ...problems(401, 403, 422, 429, 500, 503),
      },
    },
  },
  '/v1/inbox/{id}/ack': {
    post: {
      operationId: 'acknowledge',
      summary: 'You have it: it lies there no more',
      security: [{ mutualTLS: [] }],
      parameters: [id],
      responses: { 200: { description: 'The answer that stands', ...json(answer) }, ...problems(401, 403, 404, 409, 429, 500, 503) },
    },
  },
  '/v1/inbox/{id}/reject': {
    post: {
      operationId: 'reject',
      summary: 'You do not take it: operators of the hub see that, with your code',
      security: [{ mutualTLS: [] }],
      parameters: [id],
      requestBody: {
        required: true,
        ...json({ type: 'object', required: ['code'], properties: { code: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]{0,59}$' } } }),
      },
      responses: {
        200: { description: 'The answer that stands', ...json(answer) },
        ...problems(400, 401, 403, 404, 409, 411, 413, 415, 422, 429, 500, 503),
      },
    },
  },
});
