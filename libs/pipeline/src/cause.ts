/** Name and code (SQLSTATE, the error's own) of what caused an error. Its words are left out: they may quote the message. */
export function causeOf({ cause }: Error): { readonly cause?: string } {
  if (!(cause instanceof Error)) return {};
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  return { cause: `${cause.name}${code}` };
}
