import { Failure, parseJson } from '@lienthong/message';
import { type Change, changes } from './compare/change';
import { jsonNarrowings } from './compare/json-schema';
import { xsdNarrowings } from './compare/xsd';
import { readJsonSchema } from './json-schema';
import { compileSchema, type RegisteredType, type RegisteredVersion } from './registered-types';
import { byVersion, majorOf } from './version';

/**
 * What a version promises towards those of its major version that are alive. `backward`: what they take it takes too; `forward`: what it takes
 * they take too.
 */
export type Compatibility = 'none' | 'backward' | 'forward' | 'full';

export interface DeclaredVersion extends RegisteredVersion {
  readonly compatibility: Compatibility;
  /** One document: the data of a message. */
  readonly example: string;
}

export interface DeclaredType extends RegisteredType {
  readonly versions: readonly DeclaredVersion[];
}

/** What is wrong with one version. */
export interface Finding {
  readonly type: string;
  readonly version: string;
  readonly about: 'schema' | 'example' | 'incompatible';
  readonly vi: string;
  readonly en: string;
}

type Wrong = Pick<Finding, 'about' | 'vi' | 'en'>;

/** Each version that is alive compiles, takes its example, and keeps its promise towards each older one, in structure and for the examples. */
export async function checkType({ type, versions }: DeclaredType): Promise<Finding[]> {
  const alive = versions.filter(({ retired }) => retired === undefined).sort((a, b) => byVersion(a.version, b.version));
  const alone = await Promise.all(alive.map(async (one) => told(type, one, await wrongAlone(one))));
  if (alone.flat().length > 0) return alone.flat();
  const kept = alive.flatMap((one, i) => alive.slice(0, i).map(async (older) => told(type, one, await promiseBroken(older, one))));
  return (await Promise.all(kept)).flat();
}

async function wrongAlone(version: DeclaredVersion): Promise<Wrong[]> {
  try {
    await compileSchema(version);
  } catch (error) {
    return [{ about: 'schema', ...same(wordsOf(error)) }];
  }
  const words = await refusal(version, version.example);
  return words === undefined ? [] : [{ about: 'example', ...same(words) }];
}

async function promiseBroken(older: DeclaredVersion, newer: DeclaredVersion): Promise<Wrong[]> {
  if (majorOf(older.version) !== majorOf(newer.version)) return [];
  const { compatibility: promised } = newer;
  return [
    ...(promised === 'backward' || promised === 'full' ? await narrowed(older, newer) : []),
    ...(promised === 'forward' || promised === 'full' ? await narrowed(newer, older) : []),
  ];
}

async function narrowed(from: DeclaredVersion, to: DeclaredVersion): Promise<Wrong[]> {
  const direction = `${from.version} → ${to.version}`;
  const structure = narrowings(from, to).map(({ at, rule }): Wrong => {
    const { vi, en } = changes[rule];
    return { about: 'incompatible', vi: `${direction}: ${at || '/'}: ${vi}`, en: `${direction}: ${at || '/'}: ${en}` };
  });
  const words = await refusal(to, from.example);
  return words === undefined ? structure : [...structure, { about: 'incompatible', ...same(`${direction}: example: ${words}`) }];
}

function narrowings(from: RegisteredVersion, to: RegisteredVersion): Change[] {
  if (from.kind !== to.kind) return [{ at: '', rule: 'type' }];
  if (to.kind === 'xsd') return xsdNarrowings(from.text, to.text);
  return jsonNarrowings(readJsonSchema(from.text), readJsonSchema(to.text));
}

/** Why a version refuses a document; `undefined`: it takes it. */
async function refusal(version: RegisteredVersion, document: string): Promise<string | undefined> {
  try {
    const check = await compileSchema(version);
    check(version.kind === 'json' ? parseJson(Buffer.from(document, 'utf8')) : document);
    return undefined;
  } catch (error) {
    return wordsOf(error);
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Failure)) throw error;
  const facts = Object.entries(error.detail).map(([key, value]) => `${key}=${value}`);
  return [error.code, ...facts].join(' ');
}

const told = (type: string, { version }: DeclaredVersion, wrong: readonly Wrong[]): Finding[] =>
  wrong.map((one) => ({ type, version, ...one }));

const same = (words: string) => ({ vi: words, en: words });
