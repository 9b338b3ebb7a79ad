import { context, DerReader, type Element, tags } from './der';
import type { GeneralName } from './general-name';
import { rdnKeys } from './name-chaining';
import { readOid } from './values';

type Form = 'email' | 'dns' | 'directory' | 'uri' | 'ip' | 'other';

/** A name of a certificate, ready to be compared. `broken`: of that form, and nothing can be said of where it lies. */
export type SubjectName =
  | { readonly form: 'directory'; readonly rdns: readonly string[] }
  | { readonly form: 'email'; readonly local: string; readonly host: string }
  | { readonly form: 'dns' | 'uri'; readonly host: string }
  | { readonly form: 'ip'; readonly address: Uint8Array }
  | { readonly form: 'broken'; readonly of: Form; readonly choice: number };

/** Base of a subtree; hosts are lower case. */
export type Base =
  | { readonly form: 'directory'; readonly rdns: readonly string[] }
  | { readonly form: 'email'; readonly local?: string; readonly host: string }
  | { readonly form: 'dns' | 'uri'; readonly host: string }
  | { readonly form: 'ip'; readonly address: Uint8Array; readonly mask: Uint8Array }
  | { readonly form: 'other'; readonly choice: number }
  | { readonly form: 'broken'; readonly of: Form };

const forms: readonly Form[] = ['other', 'email', 'dns', 'other', 'directory', 'other', 'uri', 'ip', 'other'];
/** SmtpUTF8Mailbox (RFC 9598) is an e-mail address that constraints on such bind, and that nothing here compares. */
const smtpUtf8Mailbox = '1.3.6.1.5.5.7.8.9';
const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const atom = /^[\w!#$%&'*+/=?^`{|}~.-]+$/;

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const isHost = (host: string): boolean => host.length <= 253 && host.split('.').every((one) => label.test(one));

export function subjectNameOf({ choice, value }: GeneralName): SubjectName {
  const form = forms[choice] ?? 'other';
  switch (form) {
    case 'directory':
      return { form, rdns: rdnKeys(value) };
    case 'email':
      return emailOf(textOf(value));
    case 'dns':
      return hostName(form, textOf(value).toLowerCase(), choice);
    case 'uri':
      return hostName(form, authorityOf(textOf(value)), choice);
    case 'ip':
      return { form, address: value };
    case 'other':
      return { form: 'broken', of: isMailbox(choice, value) ? 'email' : form, choice };
  }
}

/** An address in the subject or in subjectAltName. The local part keeps its case, the host does not (§7.5). */
export function emailOf(text: string): SubjectName {
  const at = text.lastIndexOf('@');
  const [local, host] = [text.slice(0, at), text.slice(at + 1).toLowerCase()];
  const isLocal = atom.test(local) || /^"[^"\\]*"$/.test(local);
  return at > 0 && isLocal && isHost(host) ? { form: 'email', local, host } : { form: 'broken', of: 'email', choice: 1 };
}

/** A leading `*` stands for one label (RFC 9525 §6.3). */
function hostName(form: 'dns' | 'uri', host: string, choice: number): SubjectName {
  const named = form === 'dns' && host.startsWith('*.') ? host.slice(2) : host;
  return isHost(named) && (form === 'dns' || !isAddress(named)) ? { form, host } : { form: 'broken', of: form, choice };
}

/** The host of a URI that has one: without it a constraint refuses the URI (§4.2.1.10). */
function authorityOf(uri: string): string {
  const [, authority = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(uri) ?? [];
  return authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .toLowerCase();
}

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host);

function isMailbox(choice: number, value: Uint8Array): boolean {
  return choice === 0 && readOid(new DerReader(value, 'certificate-malformed', 'otherName')) === smtpUtf8Mailbox;
}

/** `undefined` for what is no general name. A base that its form does not allow is `broken`: nothing can be said of any name of that form. */
export function baseOf({ tag, value }: Element): Base | undefined {
  const choice = tag & 0x1f;
  if (choice > 8 || (tag !== context(choice) && tag !== context(choice, false))) return undefined;
  const form = forms[choice] ?? 'other';
  const constructed = form === 'directory' || choice === 0 || choice === 3 || choice === 5;
  if (constructed !== (tag === context(choice))) return undefined;
  return readBase(form, choice, value) ?? { form: 'broken', of: form };
}

function readBase(form: Form, choice: number, value: Uint8Array): Base | undefined {
  switch (form) {
    case 'directory':
      return { form, rdns: rdnKeys(nameIn(value)) };
    case 'email':
      return emailBase(textOf(value));
    case 'dns':
      return hostBase(form, textOf(value).toLowerCase(), isHost);
    case 'uri':
      return hostBase(form, textOf(value).toLowerCase(), isDomain);
    case 'ip':
      return ipBase(value);
    case 'other':
      return { form, choice };
  }
}

function nameIn(value: Uint8Array): Uint8Array {
  const reader = new DerReader(value, 'certificate-malformed', 'nameConstraints');
  const { der } = reader.next(tags.sequence);
  reader.end();
  return der;
}

const isDomain = (host: string): boolean => isHost(host.startsWith('.') ? host.slice(1) : host) && !isAddress(host);

const hostBase = (form: 'dns' | 'uri', host: string, isForm: (host: string) => boolean): Base | undefined =>
  host === '' || isForm(host) ? { form, host } : undefined;

function emailBase(text: string): Base | undefined {
  if (!text.includes('@')) return text === '' || isDomain(text.toLowerCase()) ? { form: 'email', host: text.toLowerCase() } : undefined;
  const mailbox = emailOf(text);
  return mailbox.form === 'email' ? mailbox : undefined;
}

/** Address and mask, the mask a prefix (RFC 4632). */
function ipBase(value: Uint8Array): Base | undefined {
  if (value.length !== 8 && value.length !== 32) return undefined;
  const half = value.length / 2;
  const bits = Array.from(value.subarray(half), (octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? { form: 'ip', address: value.subarray(0, half), mask: value.subarray(half) } : undefined;
}
