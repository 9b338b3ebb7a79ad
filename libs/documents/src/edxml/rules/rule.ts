import type { ReadMessage } from '../read/opened';

/** One rule of the standard or of its law. Throws `Failure` `permanent` with its own code, the field and its place; pure. */
export type Rule = (message: ReadMessage) => void;
