/** A rules version was activated while the batch was decided: decide it again. */
export class RulesChanged extends Error {
  override readonly name = 'RulesChanged';
}

/** Someone else resumed the same parked messages: drop the batch, theirs stands. */
export class ParkedMoved extends Error {
  override readonly name = 'ParkedMoved';
}

/**
 * Step 7 failed through something that the batch holds: whatever is neither the database's fault nor the world having moved on. `cause`
 * is the error itself.
 */
export class Unstorable extends Error {
  override readonly name = 'Unstorable';
}
