/** Octets kept for the signature. */
const room = 16_000;

/** A PDF of one page with an attachment of about so many bytes, signed once over all of it (ISO 32000-1 §12.8). */
export async function paperOf(bytes: number, signatureOver: (content: Buffer) => Promise<Uint8Array>): Promise<Buffer> {
  const draft = draftOf(bytes);
  const from = draft.indexOf('/Contents <') + '/Contents '.length;
  const to = draft.indexOf('>', from) + 1;
  const range = draft.indexOf('[0 ', draft.indexOf('/ByteRange'));
  draft.write(`[0 ${from} ${to} ${draft.length - to}`.padEnd(draft.indexOf(']', range) - range), range, 'latin1');
  const signature = await signatureOver(Buffer.concat([draft.subarray(0, from), draft.subarray(to)]));
  draft.write(Buffer.from(signature).toString('hex'), from + 1, 'latin1');
  return draft;
}

function draftOf(bytes: number): Buffer {
  const blank = '0'.repeat(10);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /SigFlags 3 >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [5 0 R] >>',
    Buffer.concat([
      Buffer.from(`<< /Length ${bytes} >>\nstream\n`),
      Buffer.alloc(bytes, '% a page of a scanned paper\n'),
      Buffer.from('\nendstream'),
    ]),
    '<< /FT /Sig /T (signature) /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R /F 132 /V 6 0 R >>',
    `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 ${blank} ${blank} ${blank}] /Contents <${'0'.repeat(2 * room)}> >>`,
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets = objects.map((body, i) => {
    const offset = parts.reduce((sum, part) => sum + part.length, 0);
    parts.push(Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n'));
    return offset;
  });
  const at = parts.reduce((sum, part) => sum + part.length, 0);
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>`;
  return Buffer.concat([...parts, Buffer.from(`${table}\nstartxref\n${at}\n%%EOF\n`)]);
}
