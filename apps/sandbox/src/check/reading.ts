import { isRecord } from '@lienthong/message';
import type { ListedMessage } from './model';

const certain = ['message', 'connector', 'code', 'acceptedAt'] as const;
/** Null where the hub does not know them. */
const perhaps = ['id', 'sender', 'type', 'subject', 'digest'] as const;
const outcomes: readonly string[] = ['recorded', 'refused', 'duplicate', 'parked', 'unverified'] satisfies ListedMessage['outcome'][];

/** Reads `hub message list --json`, one object a line. Throws for a line that is not what was agreed: a checker that guesses proves nothing. */
export function parseListing(text: string): ListedMessage[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const value = JSON.parse(line) as unknown;
      if (!isRecord(value)) throw new Error(`line ${index + 1} of the listing is not an object`);
      const wrong = [
        ...certain.filter((key) => typeof value[key] !== 'string'),
        ...perhaps.filter((key) => typeof value[key] !== 'string' && value[key] !== null),
        ...shape(value),
      ];
      if (wrong.length > 0) throw new Error(`line ${index + 1} of the listing: ${wrong.join(', ')}`);
      const known = Object.fromEntries(perhaps.map((key) => [key, value[key] ?? '']));
      return { ...value, ...known } as unknown as ListedMessage;
    });
}

const shape = ({ outcome, deliveries }: Readonly<Record<string, unknown>>): string[] => [
  ...(typeof outcome === 'string' && outcomes.includes(outcome) ? [] : ['outcome']),
  ...(Array.isArray(deliveries) && deliveries.every(isDelivery) ? [] : ['deliveries']),
];

const isDelivery = (value: unknown): boolean =>
  isRecord(value) && typeof value['connector'] === 'string' && typeof value['state'] === 'string';
