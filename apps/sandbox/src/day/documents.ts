import type { EdxmlSigner } from '../pki/signing-edxml';
import { digestOf, documentEffect, parties } from './event';
import { type Letter, letterOf, statusOf } from './letter';
import type { DocumentChannel, Planned } from './model';

export interface DocumentsOptions {
  /** So many rounds of what follows. */
  readonly rounds: number;
  readonly now: Date;
  /** First running number of the documents; the plan uses {@link documentsFor} of them. Never use one twice. */
  readonly first: number;
  /** Of the ministry, and of the department that it writes to. */
  readonly signers: { readonly ministry: EdxmlSigner; readonly department: EdxmlSigner };
}

/** Numbers that the plan of so many rounds uses. */
export const documentsFor = (rounds: number): number => rounds * 7;

/**
 * Electronic documents over the axes: what a ministry signed, and what a province did not, reaches a department, whose answer and status reach the
 * ministry. What was changed, was signed in part, or came from a ministry without its signature, reaches nobody.
 */
export function planDocuments({ rounds, now, first, signers }: DocumentsOptions): Planned[] {
  const { ministry, province, land } = parties;
  let number = first;
  const letter = (from: string, to: string): Letter => letterOf({ from, to, number: number++, now });
  const signed = (by: EdxmlSigner, { text, contents }: Letter): string => by.sign(text, contents);
  const arrives = (kind: string, channel: DocumentChannel, one: Letter, body: string): Planned => ({
    ...planned(kind, channel, one, body),
    ...{ expected: { outcome: 'accept' }, effect: documentEffect(one.to, digestOf(Buffer.from(body))) },
  });
  const refused = (kind: string, code: string, one: Letter, body: string): Planned => ({
    ...planned(kind, 'document-axis', one, body),
    ...{ expected: { outcome: 'refuse', code }, effect: '' },
  });
  return Array.from({ length: rounds }, () => {
    const [good, changed, inPart, bare] = Array.from({ length: 4 }, () => letter(ministry, land)) as [Letter, Letter, Letter, Letter];
    const [unsigned, answer] = [letter(province, land), letter(land, ministry)];
    const status = statusOf(good, number++, now);
    return [
      arrives('good', 'document-axis', good, signed(signers.ministry, good)),
      refused('changed', 'signature.invalid', changed, signed(signers.ministry, changed).replace('Đề nghị', 'Yêu cầu')),
      refused('signed in part', 'signature.incomplete', inPart, signers.ministry.sign(inPart.text, new Map())),
      refused('unsigned', 'signature.missing', bare, bare.text),
      arrives("on the axis' word", 'document-axis', unsigned, unsigned.text),
      arrives('answer', 'city-documents', answer, signed(signers.department, answer)),
      arrives('status', 'city-documents', status, signed(signers.department, status)),
    ];
  }).flat();
}

const planned = (kind: string, channel: DocumentChannel, { id, subject, from, to }: Letter, body: string) => ({
  ...{ kind, channel, id, subject, body: Buffer.from(body), signing: 'unsigned' as const, contentType: 'application/edxml+xml' },
  posting: { from, to },
});
