/** The part of a pino logger that is needed here. Fields never carry names, only addresses, keys and codes. */
export interface Log {
  warn(fields: object, message: string): void;
}
