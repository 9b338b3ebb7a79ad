import { cpus } from 'node:os';
import { type Figures, round } from '../figures';
import type { DoorFigures } from '../gateway/measure';

/** The one object that `bench gateway --json` ends with. */
export function doorFigures({ bare, gateway, ackMs }: DoorFigures): Figures {
  return {
    messagesPerSecond: round(gateway.perSecond),
    barePerSecond: round(bare.perSecond),
    ratioToBare: round(gateway.perSecond / bare.perSecond, 2),
    cpuMicroseconds: round(gateway.cpu),
    bareCpuMicroseconds: round(bare.cpu),
    ackP50Ms: round(ackMs.p50, 1),
    ackP99Ms: round(ackMs.p99, 1),
  };
}

/** The page of figures, `docs/performance-gateway.md`. */
export function doorPage({ connections, messages, bare, gateway, ackMs }: DoorFigures, quick: boolean): string {
  return [
    '# Performance of the gateway',
    '',
    `Made by \`npm run bench -- gateway --write docs/performance-gateway.md\`; do not edit. Signed messages of 2 KB over ${connections} kept-alive HTTPS connections of one party, up to the acknowledgement: durable on a Kafka that syncs. *Bare* is a Fastify server on the same machine that asks for a certificate too, reads the body and answers.`,
    ...(quick ? ['', '**A quick run: these figures show that everything runs, not how fast.**'] : []),
    '',
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}; client, Kafka and PostgreSQL run on it too. ${messages} messages for each figure.`,
    '',
    '| figure | bare | gateway |',
    '| --- | --- | --- |',
    `| messages a second | ${round(bare.perSecond)} | ${round(gateway.perSecond)} |`,
    `| ratio to bare | 1 | ${round(gateway.perSecond / bare.perSecond, 2)} |`,
    `| processor time of the server, µs a message | ${round(bare.cpu)} | ${round(gateway.cpu)} |`,
    `| due to acknowledged at 70 % load, ms, p50 / p99 | | ${round(ackMs.p50, 1)} / ${round(ackMs.p99, 1)} |`,
    '',
  ].join('\n');
}
