/** Port and host of `host:port`. */
export function addressIn(listen: string): [port: number, host: string] {
  const at = listen.lastIndexOf(':');
  return [Number(listen.slice(at + 1)), listen.slice(0, at).replace(/^\[|\]$/g, '')];
}
