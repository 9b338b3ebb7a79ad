import type { Certificate, RevocationReason } from '../model';
import { readExtensionList } from '../x509/certificate';
import { DerReader, type Element, tags } from '../x509/der';
import { extensionOids } from '../x509/extensions';
import { readGeneralNames } from '../x509/general-name';
import { nameKey } from '../x509/name-chaining';
import { readSerial, readSmall, readTime } from '../x509/values';
import { reasonNamed } from './reasons';

/** What a list says of one certificate (RFC 5280 §5.3). */
export interface Entry {
  readonly revokedAt: Date;
  readonly reason?: RevocationReason | 'removeFromCRL';
  readonly invalidityDate?: Date;
}

export interface Entries {
  /** `issuer`: name key of the certificate's issuer. Throws `crl-malformed` for an entry whose date is none. */
  find(issuer: string, serial: string): Entry | undefined;
}

type Extensions = Certificate['extensions'];

const processed: ReadonlySet<string> = new Set([extensionOids.reasonCode, extensionOids.invalidityDate, extensionOids.certificateIssuer]);

/**
 * Reads all entries to the end of the reader. `issuer` is the name key of the list's issuer, whose certificates they are about until an entry of
 * an indirect list names another one (§5.3.3). A critical extension that is not processed makes the whole list unusable (§5.3).
 */
export function readEntries(list: DerReader, issuer: string, { version, indirect }: { version: 1 | 2; indirect: boolean }): Entries {
  const bytes = list.rest;
  // Where each entry begins: a list may have some hundred thousand, of which few are ever asked for.
  const byIssuer = new Map<string, Map<string, number>>();
  let current = issuer;
  while (!list.done) {
    const { position } = list;
    const { serial, extensions } = readEntry(list);
    if (extensions) {
      if (version === 1) throw list.fail('an entry extension in version 1');
      current = issuerNamed(list, extensions, indirect) ?? current;
    }
    const serials = byIssuer.get(current) ?? new Map<string, number>();
    byIssuer.set(current, serials);
    if (!serials.has(serial)) serials.set(serial, position);
  }
  return {
    find: (name, serial) => {
      const position = byIssuer.get(name)?.get(serial);
      return position === undefined ? undefined : decode(readEntry(extensionReader(bytes.subarray(position))));
    },
  };
}

interface Raw {
  readonly serial: string;
  readonly date: Element;
  readonly extensions?: Extensions;
}

function readEntry(list: DerReader): Raw {
  const entry = list.enter(tags.sequence);
  const [serial, date] = [readSerial(entry), entry.next()];
  if (entry.done) return { serial, date };
  const extensions = readExtensionList(entry.enter(tags.sequence));
  entry.end();
  return { serial, date, extensions };
}

function issuerNamed(list: DerReader, extensions: Extensions, indirect: boolean): string | undefined {
  for (const [oid, { critical }] of extensions) if (critical && !processed.has(oid)) throw list.fail(`critical entry extension ${oid}`);
  const named = extensions.get(extensionOids.certificateIssuer);
  if (named === undefined) return undefined;
  if (!indirect) throw list.fail('an entry of another issuer in a list that is not indirect');
  const reader = extensionReader(named.value);
  const directory = readGeneralNames(reader.enter(tags.sequence)).find(({ choice }) => choice === 4);
  reader.end();
  if (directory === undefined) throw list.fail('an entry of an issuer without a name');
  return nameKey(directory.value);
}

function decode({ date, extensions }: Raw): Entry {
  const [code, invalid] = [extensions?.get(extensionOids.reasonCode), extensions?.get(extensionOids.invalidityDate)];
  const reason = code && reasonNamed(readSmall(extensionReader(code.value), tags.enumerated));
  return {
    revokedAt: readTime(extensionReader(date.der)),
    ...(reason && { reason }),
    ...(invalid && { invalidityDate: readTime(extensionReader(invalid.value)) }),
  };
}

const extensionReader = (value: Uint8Array): DerReader => new DerReader(value, 'crl-malformed', 'CRL entry');
