import { Document, isMap, isSeq, parseDocument, Scalar } from 'yaml';

interface NewVersion {
  readonly version: string;
  readonly compatibility: string;
}

/** `type.yaml` of a type that has its first version. */
export function newTypeFile(name: { readonly vi: string; readonly en: string }, signed: boolean, version: NewVersion): string {
  return new Document({ name, signed, versions: [entry(version)] }).toString();
}

/** The same file with one more version; comments stay. */
export function withVersion(text: string, version: NewVersion): string {
  const document = parseDocument(text);
  document.addIn(['versions'], document.createNode(entry(version)));
  return document.toString();
}

/** The same file with the day since which a version is retired. */
export function withRetired(text: string, version: string, day: string): string {
  const document = parseDocument(text);
  const versions = document.get('versions');
  const found = isSeq(versions) ? versions.items.find((one) => isMap(one) && one.get('version') === version) : undefined;
  if (isMap(found)) found.set('retired', new Scalar(day));
  return document.toString();
}

const entry = ({ version, compatibility }: NewVersion) => ({ version, compatibility });
