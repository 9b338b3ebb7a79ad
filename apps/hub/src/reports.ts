import type { ConsumerReports } from '@lienthong/kafka';
import type { Logger } from '@lienthong/runtime';

/** What a consumer reports, as log lines; what a person or the supervisor must mend ends the process. */
export const consumerReports = (log: Logger, fatal: (error: Error) => void): ConsumerReports => ({
  failing: (error, facts) => log.warn({ error, ...facts }, 'consuming failed, trying again'),
  stopped: fatal,
  stalled: ({ lag, seconds, failing }) => {
    log.error({ lag: String(lag), seconds, failing }, 'no progress although records wait');
    if (!failing) fatal(new Error('the Kafka client hangs'));
  },
});
