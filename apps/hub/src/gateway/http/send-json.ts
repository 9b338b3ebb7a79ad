import type { FastifyReply } from 'fastify';

/** Nobody keeps what a party was told. */
export const sendJson = (reply: FastifyReply, value: unknown): FastifyReply =>
  reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store').send(JSON.stringify(value));
