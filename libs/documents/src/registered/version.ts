/** `1`, `1.1`, `2`: compatibility is promised within one major version. */
export const versionPattern = /^[1-9]\d{0,3}(\.[1-9]\d{0,3})?$/;

const partsOf = (version: string): [major: number, minor: number] => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
};

export const majorOf = (version: string): number => partsOf(version)[0];

export function byVersion(a: string, b: string): number {
  const [from, to] = [partsOf(a), partsOf(b)];
  return from[0] - to[0] || from[1] - to[1];
}

/** The version after the newest: `1` after none, `2.4` after `2.3`. */
export function nextVersion(versions: readonly string[]): string {
  const newest = [...versions].sort(byVersion).at(-1);
  if (newest === undefined) return '1';
  const [major, minor] = partsOf(newest);
  return `${major}.${minor + 1}`;
}
