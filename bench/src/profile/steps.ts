import type { Frame } from './read';

/** Which part of the way a function of the core belongs to; the innermost one that is known counts. */
const parts: readonly (readonly [part: string, place: RegExp])[] = [
  ['1 receive', /pipeline\/dist\/steps\/receive/],
  ['2 parse', /pipeline\/dist\/steps\/parse|adapter-kit\/dist\/cloudevents|message\/dist\/(json|envelope)/],
  ['3 verify', /libs\/trust\/|libs\/authority\/|core\/(signatures|validation)|steps\/verify/],
  ['4 validate', /libs\/documents\/|steps\/validate|^ajv/],
  ['5 authorise', /steps\/authorise|libs\/config\//],
  ['6 route', /steps\/route|core\/rule-set/],
  ['7 record', /store\/dist\/(ledger|sql)\/|delivery\/enqueue/],
  ['8 seal', /libs\/evidence\/|store\/dist\/log\/|core\/sealed-log|delivery\/due/],
  ['9 send', /store\/dist\/delivery\/release|core\/out/],
  ['settle', /store\/dist\/delivery\/|core\/read-result/],
  ['PostgreSQL client', /^(pg|pg-protocol|pg-pool|pg-types|postgres-.*)$/],
  ['Kafka client', /^kafkajs|libs\/kafka\//],
];

/** Share of the busy time by part of the way. */
export function sharesOf(root: Frame): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  const visit = (frame: Frame, inherited: string): void => {
    const part = partOf(frame) ?? inherited;
    const own = frame.children.reduce((left, child) => left - child.micros, frame.micros);
    sums.set(part, (sums.get(part) ?? 0) + own);
    for (const child of frame.children) visit(child, part);
  };
  visit(root, 'other');
  return Object.fromEntries([...sums].map(([part, micros]) => [part, micros / root.micros]));
}

function partOf({ name, place }: Frame): string | undefined {
  if (name === '(garbage collector)') return 'garbage collection';
  return parts.find(([, pattern]) => pattern.test(place))?.[0];
}
