import { isScalar, parseDocument } from 'yaml';
import { type Problem, problem, type ProblemCode, quoted } from '../problem';
import { optionPlace, type Source } from './yaml';

/** The files that `a.b.c=value` may reach: `connectors.<name>.…` a connector's, everything else `hub.yaml`. */
interface Overridable {
  readonly hub: Source;
  readonly connectors: readonly Source[];
}

/** Writes each override into its document. The value is YAML; an empty one removes the key. */
export function applyOverrides(files: Overridable, overrides: readonly string[]): Problem[] {
  return overrides.flatMap((override) => {
    const [, dotted, value] = /^([A-Za-z][\w.-]*)=(.*)$/s.exec(override) ?? [];
    if (dotted === undefined || value === undefined) return refusal(override.split('=')[0] ?? '', 'a.b.c=value');
    const [source, path] = target(files, dotted.split('.'));
    if (!source) return refusal(dotted, `connectors.<name>`, 'config.unknown-connector');
    try {
      write(source, path, value);
      source.overridden.push({ path, option: dotted });
      return [];
    } catch (cause) {
      return refusal(dotted, quoted(cause).en);
    }
  });
}

function target(files: Overridable, path: string[]): [Source | undefined, string[]] {
  if (path[0] !== 'connectors') return [files.hub, path];
  return [files.connectors.find((file) => file.document.get('name') === path[1]), path.slice(2)];
}

function write(source: Source, path: string[], text: string): void {
  const value = parseDocument(text, { prettyErrors: false });
  if (value.errors[0]) throw value.errors[0];
  const empty = value.contents === null || (isScalar(value.contents) && value.contents.value === null);
  if (empty) source.document.deleteIn(path);
  else source.document.setIn(path, source.document.createNode(value.toJS()));
}

const refusal = (dotted: string, expected: string, code: ProblemCode = 'config.override'): Problem[] => [
  problem(code, optionPlace(dotted), { vi: `cần ${expected}`, en: `expected ${expected}` }),
];
