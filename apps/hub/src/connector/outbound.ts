/** `host:port` of every address in a connector's configuration: all that its HTTP client may call. */
export function hostsIn(config: unknown): string[] {
  if (typeof config === 'string') return hostOf(config);
  if (typeof config !== 'object' || config === null) return [];
  return [...new Set(Object.values(config).flatMap(hostsIn))];
}

function hostOf(text: string): string[] {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return [];
  const { hostname, port, protocol } = new URL(text);
  return [`${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`];
}
