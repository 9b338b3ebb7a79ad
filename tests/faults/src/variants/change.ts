/** One place of the compiled product that a variant has otherwise. */
export interface Edit {
  /** From the repository's folder: `libs/pipeline/dist/way.js`. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A file that only the variant has. */
export interface Addition {
  readonly file: string;
  readonly text: string;
}

export type Change = Edit | Addition;

/** The changed files by name. `source` gives the product's text of a file, after the changes made so far. Throws when a change does not fit. */
export function changed(changes: readonly Change[], source: (file: string) => string | undefined): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const change of changes) {
    const text = texts.get(change.file) ?? source(change.file);
    texts.set(change.file, 'find' in change ? edited(text, change) : added(text, change));
  }
  return texts;
}

function edited(text: string | undefined, { file, find, replace }: Edit): string {
  if (text === undefined) throw new Error(`a variant changes ${file}, which is not part of the product`);
  if (find === '') throw new Error(`a variant changes ${file} and does not say where`);
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`a variant expects this text once in ${file}, it is there ${times} times:\n${find}`);
  return text.replace(find, () => replace);
}

function added(text: string | undefined, addition: Addition): string {
  if (text !== undefined) throw new Error(`a variant adds ${addition.file}, which is there already`);
  return addition.text;
}
