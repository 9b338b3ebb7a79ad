import { context, type DerReader } from './der';
import { rdnKeys } from './name-chaining';

export interface GeneralName {
  /** Number of the choice, RFC 5280 §4.2.1.6: 1 e-mail, 2 DNS, 6 URI, 7 IP … */
  readonly choice: number;
  readonly value: Uint8Array;
}

const choices = new Map([
  [context(0), 0],
  [context(1, false), 1],
  [context(2, false), 2],
  [context(3), 3],
  [context(4), 4],
  [context(5), 5],
  [context(6, false), 6],
  [context(7, false), 7],
  [context(8, false), 8],
]);

/** GeneralNames to the end of the reader; at least one. Text must be visible ASCII, addresses 4 or 16 octets. */
export function readGeneralNames(reader: DerReader): GeneralName[] {
  const names: GeneralName[] = [];
  do {
    const { tag, value } = reader.next();
    const choice = choices.get(tag);
    if (choice === undefined || !wellFormed(choice, value)) throw reader.fail('general name of an impossible form');
    names.push({ choice, value });
  } while (!reader.done);
  return names;
}

/** The address in an http(s) URI name. */
export function uriOf(name: GeneralName): string | undefined {
  const text = Buffer.from(name.value).toString('latin1');
  return name.choice === 6 && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : undefined;
}

function wellFormed(choice: number, value: Uint8Array): boolean {
  // Throws for what is no Name: who compares names later shall not meet a broken one.
  if (choice === 4) return rdnKeys(value).length > 0;
  if (choice === 7) return value.length === 4 || value.length === 16;
  if (choice !== 1 && choice !== 2 && choice !== 6) return true;
  // addresses of directories are met with the spaces of the names in them
  return value.length > 0 && value.every((octet) => (octet > 0x20 || (octet === 0x20 && choice === 6)) && octet < 0x7f);
}
