import type { EnterpriseMessage } from '../message';

/** One rule of the domain. Throws `Failure` `permanent` with its own code and the field that breaks it; pure. */
export type Rule = (message: EnterpriseMessage) => void;
