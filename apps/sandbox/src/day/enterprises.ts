import { inventRow } from '../business-registration/enterprises';
import type { ChangeRow } from '../business-registration/model';
import { bytesOf, eventEffect, idOf, parties } from './event';
import type { Planned } from './model';
import { enterpriseCode } from './people';
import { type Random, randomOf } from './random';

export interface EnterprisesOptions {
  readonly seed: number;
  readonly enterprises: number;
  readonly now: Date;
  /** First running number of the register's changes; the plan uses {@link rowsFor} of them. Never use one twice. */
  readonly first: number;
}

/** An enterprise is registered, changes at most twice, and is asked for at most three times. */
const most = { changes: 2, questions: 3 };

/** Numbers that the plan of so many enterprises may use. */
export const rowsFor = (enterprises: number): number => enterprises * (1 + most.changes + most.questions);

/**
 * What happens at the business register, and the questions of the one-stop system, in the order in which they are to be handed in: an
 * enterprise is known before it is asked for. Of every fourth there is also a question about a code that nobody has. Pure.
 */
export function planEnterprises({ seed, enterprises, now, first }: EnterprisesOptions): Planned[] {
  let number = first;
  return Array.from({ length: enterprises }, (_, index) => {
    const random = randomOf(seed, `enterprise-${index}`);
    const code = enterpriseCode(random);
    const change = (type: ChangeRow['CHANGE_TYPE']): Planned => news(inventRow(random, code, { id: number++, type, at: now }));
    const question = (about: string): Planned => lookup(about, number++, now);
    const later = random.shuffle([
      ...times(random.int(0, most.changes), () => () => change('CHANGE')),
      ...times(random.int(1, most.questions - 1), () => () => question(code)),
      ...(index % 4 === 0 ? [() => question(unknownCode(random))] : []),
    ]);
    return [change('NEW'), ...later.map((make) => make())];
  }).flat();
}

/** Prefix 9901 is the register's no more than 9900, and nobody is registered under it. */
const unknownCode = (random: Random): string => `9901${enterpriseCode(random).slice(4)}`;

/** The hub gets the row as the register shows it. */
function news(row: ChangeRow): Planned {
  const [id, subject] = [`change-${row.CHANGE_ID}`, row.MainInformation.ENTERPRISE_GDT_CODE];
  const type = row.CHANGE_TYPE === 'NEW' ? 'enterprise.registered' : 'enterprise.changed';
  return {
    ...{ kind: 'good', channel: 'business-registration', id, subject, body: bytesOf(row), signing: 'unsigned' },
    ...{ expected: { outcome: 'accept' }, effect: eventEffect(subject, type, id) },
  };
}

function lookup(code: string, number: number, now: Date): Planned {
  const id = idOf(`lookup-${number}`);
  const envelope = { specversion: '1.0', id, source: parties.oneStop, type: 'enterprise.lookup', subject: code, time: now.toISOString() };
  const body = bytesOf({ ...envelope, datacontenttype: 'application/json', dataschema: 'enterprise/1', data: { code } });
  return {
    ...{ kind: 'good', channel: 'one-stop', id, subject: code, body, signing: { by: 'one-stop' }, asks: true },
    ...{ expected: { outcome: 'accept' }, effect: eventEffect(code, 'enterprise.details', id) },
  };
}

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
