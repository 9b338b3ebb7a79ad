import { readFileSync } from 'node:fs';
import fastify from 'fastify';

/** What it answers is as long as an acknowledgement. */
const answer = JSON.stringify({ id: 'x'.repeat(36), digest: 'x'.repeat(64), position: 'x'.repeat(60), durability: 'fsync' });

/** HTTPS that asks for a certificate, reads a body and answers: the least that any server of Node does. `port certificate key` in PEM files. */
async function serve([port, certificate = '', key = '']: readonly string[]): Promise<void> {
  const https = { cert: readFileSync(certificate), key: readFileSync(key), requestCert: true, rejectUnauthorized: false };
  const server = fastify({ https });
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null));
  server.post('/v1/messages', (_request, reply) => reply.code(202).header('content-type', 'application/json').send(answer));
  await server.listen({ port: Number(port), host: '127.0.0.1' });
  process.send?.('ready');
}

void serve(process.argv.slice(2));
