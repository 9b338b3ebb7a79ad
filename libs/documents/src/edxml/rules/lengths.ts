import type { DocumentFields } from '../model';
import type { Rule } from './rule';

/** As the gateways of the axis enforce them; in characters. */
const most = { Subject: 500, Content: 500, Place: 150, Appendix: 250, AttachmentName: 200 } as const;

const charactersIn = (text: string): number => Array.from(text).length;

export const lengths: Rule = ({ fields, reading }) => {
  if (fields.kind !== 'edoc') return;
  for (const [field, limit, text] of bounded(fields))
    if (text !== undefined && text.length > limit && charactersIn(text) > limit)
      throw reading.wrong('edxml.too-long', field, { most: String(limit) });
};

function* bounded({
  MessageHeader: header,
  Manifest,
  Attachment,
}: DocumentFields): Generator<readonly [string, number, string | undefined]> {
  yield ['MessageHeader/Subject', most.Subject, header.Subject];
  yield ['MessageHeader/Content', most.Content, header.Content];
  for (const [i, place] of (header.ToPlaces ?? []).entries()) yield [`MessageHeader/ToPlaces/Place[${i + 1}]`, most.Place, place];
  for (const [i, one] of (header.OtherInfo?.Appendixes ?? []).entries())
    yield [`MessageHeader/OtherInfo/Appendixes/Appendix[${i + 1}]`, most.Appendix, one];
  for (const [i, one] of Manifest.entries())
    yield [`edXMLManifest/Reference[${i + 1}]/AttachmentName`, most.AttachmentName, one.AttachmentName];
  for (const [i, one] of Attachment.entries())
    yield [`AttachmentEncoded/Attachment[${i + 1}]/AttachmentName`, most.AttachmentName, one.AttachmentName];
}
