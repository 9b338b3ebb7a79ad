type Problems = (...statuses: readonly number[]) => object;

const text = (description: string) => ({ type: 'string', description });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const refused = {
  type: 'object',
  additionalProperties: false,
  required: ['error', 'error_description', 'code'],
  properties: {
    error: text('RFC 6749 §5.2'),
    error_description: text('In words'),
    code: text('docs/errors.md'),
    where: text('Which claim'),
  },
};

/** `problems`: answers of these statuses. */
export const tokenPaths = (problems: Problems) => ({
  '/v1/token': {
    post: {
      operationId: 'token',
      summary: 'An access token for the holder of the key of a certificate that is bound to a party',
      description: 'OAuth 2 client credentials with private_key_jwt (RFC 7523), bound to the certificate of the connection (RFC 8705).',
      security: [{}, { mutualTLS: [] }],
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: {
              type: 'object',
              required: ['grant_type', 'client_assertion_type', 'client_assertion'],
              properties: {
                grant_type: { const: 'client_credentials' },
                client_assertion_type: { const: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' },
                client_assertion: text(
                  'JWT with iss, sub (code of the party), aud, exp, jti; its certificate in x5c or from the connection',
                ),
                client_id: text('Code of the party'),
              },
            },
          },
        },
      },
      responses: {
        200: {
          description: 'The token',
          ...json({
            type: 'object',
            additionalProperties: false,
            required: ['access_token', 'token_type', 'expires_in'],
            properties: { access_token: text('JWT (RFC 9068)'), token_type: { const: 'Bearer' }, expires_in: { type: 'integer' } },
          }),
        },
        ...problems(404, 411, 413, 415, 429, 500, 503),
        400: {
          description: 'Another grant, or a form that cannot be read',
          content: { 'application/json': { schema: refused }, ...malformed(problems) },
        },
        401: { description: 'The assertion does not hold', ...json(refused) },
      },
    },
  },
  '/v1/jwks.json': {
    get: {
      operationId: 'keys',
      summary: 'Keys that sign tokens (RFC 7517)',
      responses: { 200: { description: 'The keys', ...json({ type: 'object' }) }, ...problems(404) },
    },
  },
  '/.well-known/oauth-authorization-server': {
    get: {
      operationId: 'metadata',
      summary: 'Where tokens are to be had, and how (RFC 8414)',
      responses: { 200: { description: 'The metadata', ...json({ type: 'object' }) }, ...problems(404) },
    },
  },
});

const malformed = (problems: Problems): object => (problems(400) as { readonly 400: { readonly content: object } })[400].content;
