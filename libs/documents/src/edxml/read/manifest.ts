import { bareId, shownId } from '../attachment/content-id';
import type { ManifestEntry } from '../model';
import type { Reading } from './reading';
import type { Section } from './section';

export interface ReadEntry {
  readonly id: string;
  readonly field: string;
  readonly fields: ManifestEntry;
}

const xlink = 'http://www.w3.org/1999/xlink';

/** The list in `edXMLBody`: an attachment is named by `ContentId`, by `xlink:href`, or by both if both say the same. */
export function readManifest(manifest: Section, reading: Reading): ReadEntry[] {
  return manifest.sections('Reference').map((section) => {
    const said = section.text('ContentId');
    const href = section.element.attributes.find(
      ({ local, namespace }) => local === 'href' && (namespace === xlink || namespace === ''),
    )?.value;
    const id = said ?? (href && Buffer.from(href).toString());
    if (id === undefined) throw reading.wrong('edxml.missing', section.fieldOf('ContentId'));
    if (said !== undefined && href !== undefined && bareId(said) !== bareId(href))
      throw reading.wrong('edxml.attachment-unreferenced', section.fieldOf('ContentId'));
    const fields = {
      ContentId: shownId(id),
      ContentType: section.text('ContentType'),
      AttachmentName: section.text('AttachmentName'),
      Description: section.text('Description'),
    };
    return { id: bareId(id), field: section.field, fields };
  });
}
