import { hash } from 'node:crypto';
import { type Envelope, Failure, refuse } from '@lienthong/message';
import { canonicalJson } from '../canonical-json';
import type { DocumentType } from '../contract';
import { compileJsonSchema } from './json-schema';
import { compileXsd } from './xsd';

export type SchemaKind = 'json' | 'xsd';

/** One message type of an installation's own registry. */
export interface RegisteredType {
  readonly type: string;
  /** Nobody but the sender may state it: never taken on a connector's word. */
  readonly signed: boolean;
  readonly versions: readonly RegisteredVersion[];
}

/** `retired`: the day since which nothing of this version is taken. */
export interface RegisteredVersion {
  readonly version: string;
  readonly kind: SchemaKind;
  readonly text: string;
  readonly retired?: string | undefined;
}

type Check = (data: unknown) => void;

/** A text is compiled once in a process, however often rules change. */
const known = new Map<string, Promise<Check>>();

/** Throws `Failure` `schema.unusable`. */
export function compileSchema({ kind, text }: Pick<RegisteredVersion, 'kind' | 'text'>): Promise<Check> {
  const key = `${kind} ${hash('sha256', text)}`;
  const compiled = known.get(key) ?? (kind === 'json' ? asynchronously(() => compileJsonSchema(text)) : compileXsd(text).then(ofText));
  known.set(key, compiled);
  compiled.catch(() => known.delete(key));
  return compiled;
}

/** Each version of each type as a document type whose `dataschema` is `type/version`. */
export async function registeredTypes(types: readonly RegisteredType[]): Promise<DocumentType[]> {
  const all = types.flatMap((type) => type.versions.map((version) => documentType(type, version)));
  return Promise.all(all);
}

async function documentType({ type, signed, versions }: RegisteredType, version: RegisteredVersion): Promise<DocumentType> {
  const alive = versions.filter(({ retired }) => retired === undefined).map((one) => one.version);
  const check = version.retired === undefined ? await checkOf(version) : refusing(version.retired, alive);
  return { version: `${type}/${version.version}`, types: [type], signedTypes: signed ? [type] : [], check, contentDigest };
}

type DocumentCheck = DocumentType['check'];

const contentTypes = { json: /^application\/json$/i, xsd: /^(application|text)\/xml$/i } as const;

/** One schema that cannot be compiled stops its own messages, and they wait: it is our mistake, not the sender's. */
async function checkOf(version: RegisteredVersion): Promise<DocumentCheck> {
  const accepted = contentTypes[version.kind];
  const check = await compileSchema(version).catch((error: unknown): Check => {
    if (!(error instanceof Failure)) throw error;
    return () => {
      throw new Failure('ambiguous', error.code, error.detail);
    };
  });
  return ({ datacontenttype }, data) => {
    if (!accepted.test(datacontenttype)) throw refuse('schema.content-type', { field: 'datacontenttype' });
    check(data);
  };
}

const refusing =
  (retired: string, alive: readonly string[]): DocumentCheck =>
  ({ type }) => {
    throw refuse('schema.retired', { field: 'dataschema', retired, alive: alive.map((version) => `${type}/${version}`).join(' ') });
  };

const ofText =
  (check: (xml: string) => void): Check =>
  (data) => {
    if (typeof data !== 'string') throw refuse('schema.mismatch', { field: '', rule: 'type' });
    check(data);
  };

/** SHA-256 over the RFC 8785 form of all that the message says of itself: when it was sent and signed is no content. */
function contentDigest({ type, subject, source, dataschema }: Envelope, data: unknown): Uint8Array {
  return hash('sha256', canonicalJson({ type, subject, source, dataschema, data }), 'buffer');
}

const asynchronously = <T>(work: () => T): Promise<T> => Promise.resolve().then(work);
