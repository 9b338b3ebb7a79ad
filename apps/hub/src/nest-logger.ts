import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@lienthong/runtime';

/** Nest's own words, as log lines like all others; its chatter about modules is left out. */
export const nestLogger = (log: Logger): LoggerService => ({
  log: () => undefined,
  warn: (words: unknown) => log.warn({}, String(words)),
  error: (words: unknown, ...rest: unknown[]) => log.error({ nest: rest.map(String).join(' ').slice(0, 500) }, String(words)),
});
