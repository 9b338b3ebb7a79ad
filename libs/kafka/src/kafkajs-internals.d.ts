/** What kafkajs does not export and we mend: see idle-timer.ts. */
declare module 'kafkajs/src/network/requestQueue' {
  class RequestQueue {
    constructor(options: Readonly<Record<string, unknown>>);
    readonly pending: readonly unknown[];
    readonly throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
  }
  export = RequestQueue;
}
