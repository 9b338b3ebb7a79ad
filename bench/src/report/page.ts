import { cpus } from 'node:os';
import { type Compared, type Measured, figuresOf, round } from '../figures';
import { type Reading, ownCpu, perSecond } from '../rig/meter';

/** The page of figures, `docs/performance.md`. */
export function page(measured: Measured, quick: boolean): string {
  const { stages, full, levels, steps, singles, backlog, growth, parties } = measured;
  const figures = figuresOf(measured);
  return [
    '# Performance',
    '',
    'Made by `npm run bench -- --write docs/performance.md`; do not edit. Figures of one machine compare only with each other: what counts are the ratios.',
    ...(quick ? ['', '**A quick run: these figures show that everything runs, not how fast.**'] : []),
    '',
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}. Kafka syncs each batch (\`flush.messages=1\`), PostgreSQL each commit. A message is 2,048 bytes of JSON with a detached JWS (RSA-2048, certificates in its header); seals are RSA-3072. Load and sinks run on the same processors and are accounted apart, as \`outside\`.`,
    '',
    '## Door to door',
    '',
    ...table(
      ['figure', 'value'],
      [
        ['messages a second, delivered and settled', figures['messagesPerSecond']],
        ['measured limit of the same path (all stages alone)', figures['limitPerSecond']],
        ['ratio to the limit', figures['ratioToLimit']],
        ['the same code with batches of one, messages a second', figures['singlesPerSecond']],
        ['ratio to batches of one', figures['ratioToSingles']],
        ['a backlog of acknowledged messages drains at, a second', figures['drainPerSecond']],
        ...compared(growth),
        ...compared(parties),
      ],
    ),
    '## Latency',
    '',
    'From the moment at which a message was due, in milliseconds.',
    '',
    ...table(
      ['load', 'messages a second', 'acknowledged p50', 'p99', 'delivered p50', 'p99'],
      levels.map((one) => [one.name, ...[one.perSecond, one.ackP50, one.ackP99, one.doorP50, one.doorP99].map((value) => round(value, 1))]),
    ),
    '## Processor time of a message',
    '',
    'Microseconds by process.',
    '',
    ...cpuTable({
      'intake alone': stages.intake,
      'decide, record, seal alone': stages.decide,
      'send, deliver, settle alone': stages.deliver,
      'full load': full,
      backlog,
      'batches of one': singles,
    }),
    'The core by part of the way, from a profile under the same load:',
    '',
    ...stepTable(steps, full.cpu['core'] ?? 0),
    '## Memory',
    '',
    'Resident under full load, MiB.',
    '',
    ...table(
      ['process', 'MiB'],
      Object.entries(full.resident).map(([name, mib]) => [name, round(mib)]),
    ),
  ].join('\n');
}

const compared = (one: Compared | undefined): [string, number][] =>
  one ? [[`ratio ${one.what}`, round(perSecond(one.loaded) / perSecond(one.plain), 2)]] : [];

function cpuTable(readings: Readonly<Record<string, Reading>>): string[] {
  const names = [...new Set(Object.values(readings).flatMap(({ cpu }) => Object.keys(cpu)))];
  const rows = Object.entries(readings).map(([what, reading]) => [
    what,
    ...names.map((name) => (name in reading.cpu ? round(reading.cpu[name] ?? 0) : '')),
    round(ownCpu(reading)),
  ]);
  return table(['', ...names, 'without outside'], rows);
}

function stepTable(steps: Measured['steps'], core: number): string[] {
  const rows = Object.entries(steps).sort(([, a], [, b]) => b - a);
  return table(
    ['part', 'share, %', 'µs a message'],
    rows.map(([part, share]) => [part, round(share * 100, 1), round(share * core)]),
  );
}

function table(head: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string[] {
  const line = (cells: readonly (string | number | undefined)[]): string => `| ${cells.map((cell) => cell ?? '').join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}
