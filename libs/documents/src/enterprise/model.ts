/** What the business register says of an enterprise. */
export interface Enterprise {
  /** 10 digits; of a dependent unit with `-` and three more; of a household business its owner's personal id of 12 digits. */
  readonly code: string;
  readonly name: string;
  readonly shortName?: string;
  readonly foreignName?: string;
  /** Legal form. No table of codes is published: the name counts, `code` is the register's own where it tells one. */
  readonly kind?: Named;
  readonly status?: Named;
  /** Head office. */
  readonly address?: string;
  readonly representatives: readonly { readonly name: string }[];
  readonly warnings: readonly EnterpriseWarning[];
}

interface Named {
  readonly name: string;
  readonly code?: string;
}

/** Something that does not stop a message and that its readers should know. */
export interface EnterpriseWarning {
  readonly code: 'enterprise.check-digit';
  /** JSON pointer into the enterprise. */
  readonly field: string;
}

/** `enterprise.registered`, `enterprise.changed`. */
export interface EnterpriseEvent {
  readonly enterprise: Enterprise;
  /** When the register took it down; RFC 3339. */
  readonly at: string;
}

/** `enterprise.lookup`: a question to the register. */
export interface EnterpriseLookup {
  readonly code: string;
}

/** `enterprise.details`: the answer to one `enterprise.lookup`. */
export interface EnterpriseDetails {
  /** Which message is answered: its id and its sender. */
  readonly request: { readonly id: string; readonly source: string };
  readonly code: string;
  readonly told: Told;
  /** Absent: the register knows no enterprise of this code. */
  readonly enterprise?: Enterprise;
}

export interface Told {
  /** When the register said this; RFC 3339. */
  readonly at: string;
  /** How old that was when the question was answered. */
  readonly ageSeconds: number;
  /** `registry`: asked for this question. `cache`: said to an earlier one. `cache-registry-away`: the same, since the register did not answer now. */
  readonly by: 'registry' | 'cache' | 'cache-registry-away';
}
