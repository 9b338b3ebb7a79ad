/**
 * A lane keeps its order. In-lane: (authenticated channel, subject). Out-lane: (destination connector, subject).
 * Frozen: `channel|subject`; connector names hold no `|`.
 */
export type Lane = `${string}|${string}`;

export const lane = (channel: string, subject: string): Lane => `${channel}|${subject}`;
