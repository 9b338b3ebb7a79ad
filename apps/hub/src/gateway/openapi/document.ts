import { inboxPaths } from '../inbox/openapi';
import { messagePaths } from '../messages/openapi';
import { tokenPaths } from '../token/openapi';
import { schemas } from './schemas';

const ref = (name: keyof typeof schemas) => ({ schema: { $ref: `#/components/schemas/${name}` } });
const header = (description: string) => ({ description, schema: { type: 'string' } });
const problems = (...statuses: readonly number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: meanings[status] ?? '',
        ...((status === 429 || status === 503) && { headers: { 'Retry-After': header('Seconds') } }),
        content: { 'application/problem+json': ref('Problem') },
      },
    ]),
  );

const meanings: Readonly<Record<number, string>> = {
  400: 'The body or the request cannot be read',
  401: 'No certificate of a party, or one that is not accepted',
  403: 'The certificate is bound to no party, the party is suspended, or the key is not granted to it',
  404: 'There is nothing at this address, or not for this party',
  405: 'The address does not take this method',
  406: 'No type that Accept names',
  408: 'The request came in too slowly',
  409: 'There is another answer, or another message of this id, already',
  411: 'Neither Content-Length nor chunks',
  413: 'Larger than is taken',
  415: 'A type that is not taken here',
  422: 'A member is missing, unknown or wrong, or the file cannot be read',
  429: 'Too many requests; Retry-After',
  431: 'More than 32 KiB of headers',
  500: 'A defect of the hub',
  503: 'Cannot be done at the moment; Retry-After',
};

const body = (form: keyof typeof schemas, json: keyof typeof schemas) => ({
  required: true,
  description: 'JSON of at most 1.6 MB; larger files as a form',
  content: { 'multipart/form-data': ref(form), 'application/json': ref(json) },
});

const binary = { schema: { type: 'string', contentMediaType: 'application/octet-stream' } };

const verify = {
  operationId: 'verify',
  summary: 'Who signed a file, was the certificate good then, is it good now',
  description: 'Needs the certificate of a party, unless `gateway.verify.open` lets everybody in. Nothing of the request is kept.',
  security: [{}, { mutualTLS: [] }],
  requestBody: body('VerifyForm', 'VerifyJson'),
  responses: {
    200: { description: 'The verdict, as `hub verify --json` gives it', content: { 'application/json': ref('Verdict') } },
    ...problems(400, 401, 403, 406, 408, 411, 413, 415, 422, 429, 500, 503),
  },
};

const sign = {
  operationId: 'sign',
  summary: 'Sign a file with a key that is granted to your party',
  description: 'The act of signing is in evidence before the signature is handed out. Bytes, unless application/json is asked for.',
  security: [{ mutualTLS: [] }],
  requestBody: body('SignForm', 'SignJson'),
  responses: {
    200: {
      description: 'The signed file, or the detached signature',
      headers: {
        'LT-Act': header('UUID of the act of signing'),
        'LT-Format': header('xades, cades, jades'),
        'LT-Level': header('B-B, B-T'),
        'LT-Certificate': header("SHA-256 of the signer's certificate"),
        'LT-Signed-At': header('RFC 3339'),
      },
      content: {
        'application/json': ref('Signed'),
        'application/xml': binary,
        'application/pkcs7-mime': binary,
        'application/pkcs7-signature': binary,
        'application/jose': binary,
        'application/jose+json': binary,
      },
    },
    ...problems(400, 401, 403, 406, 408, 411, 413, 415, 422, 429, 500, 503),
  },
};

const ready = {
  operationId: 'ready',
  summary: 'Whether everything that is configured can be used now',
  responses: {
    200: { description: 'All of it', content: { 'application/json': ref('Ready') } },
    503: { description: 'Something of it cannot', content: { 'application/json': ref('Ready') } },
    ...problems(405, 429),
  },
};

/** OpenAPI 3.1 of what the gateway serves over HTTPS. */
export const openApi = {
  openapi: '3.1.1',
  info: { title: 'Liên Thông: gateway', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
  servers: [{ url: '/' }],
  paths: {
    '/v1/verify': { post: verify },
    '/v1/sign': { post: sign },
    ...messagePaths(problems, ref('Problem').schema),
    ...inboxPaths(problems),
    ...tokenPaths(problems),
    '/v1/ready': { get: ready },
    '/v1/openapi.json': {
      get: {
        operationId: 'openapi',
        summary: 'This document',
        responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } } },
      },
    },
  },
  components: {
    schemas,
    securitySchemes: { mutualTLS: { type: 'mutualTLS', description: 'A certificate that the rules bind to a party' } },
  },
};
