/** `ErrorCode` of an answer that says no; `'0'` is the good one. The real axis' numbers are published nowhere. */
export const errorCodes = {
  call: '1',
  parameter: '2',
  signature: '10',
  header: '11',
  timestamp: '12',
  system: '15',
  hash: '20',
  receiver: '21',
  agency: '22',
  document: '30',
  status: '31',
  size: '90',
  stand_in: '99',
} as const;

export type ErrorName = keyof typeof errorCodes;

/** Why the axis does not do what a call asks; told as HTTP 200 with `ErrorCode` and `ErrorDesc`. */
export class Refused extends Error {
  constructor(
    readonly why: ErrorName,
    message: string,
  ) {
    super(message);
  }
}
