/** What the figures of QĐ 766/QĐ-TTg need to know of one dossier. */
export interface Record766 {
  readonly receivedAt?: Date;
  /** When it is due, the applicant's time already added: the promise, or what the statutory limit gives where nothing was promised. */
  readonly dueAt?: Date;
  /** Refused, stopped, finished or withdrawn; of a result, when it was finished rather than when it was fetched. */
  readonly endedAt?: Date;
  /** When a request for supplements that is still open was made: it stands for the end. */
  readonly supplementPendingSince?: Date;
  readonly supplementRequests: number;
}

export type Punctuality =
  /** Without a day of receipt, or without anything to measure it by. */
  | { readonly kind: 'not-counted' }
  | { readonly kind: 'running' }
  | { readonly kind: 'on-time' }
  /** `twice`: more than one request for supplements counts as late whatever the clock says. */
  | { readonly kind: 'late'; readonly because: 'after-due' | 'overdue' | 'twice' };

/** On time: ended not later than due. One rule for the dossier of the day and for the figures of the month. */
export function punctuality({ receivedAt, dueAt, endedAt, supplementPendingSince, supplementRequests }: Record766, now: Date): Punctuality {
  if (!receivedAt || !dueAt) return { kind: 'not-counted' };
  if (supplementRequests > 1) return { kind: 'late', because: 'twice' };
  const end = endedAt ?? supplementPendingSince;
  if (end) return end <= dueAt ? { kind: 'on-time' } : { kind: 'late', because: 'after-due' };
  return now <= dueAt ? { kind: 'running' } : { kind: 'late', because: 'overdue' };
}
