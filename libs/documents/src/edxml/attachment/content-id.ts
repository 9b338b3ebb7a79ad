/** As fields show it: one leading `cid:` taken off (an id that the national library made itself has two). */
export const shownId = (raw: string): string => raw.replace(/^cid:/i, '');

/** What ids are compared by: senders write `cid:` never, once or twice. */
export const bareId = (raw: string): string => raw.replace(/^(?:cid:)+/i, '');
