import RequestQueue from 'kafkajs/src/network/requestQueue';

// kafkajs 2.2.4 looks at each connection's queue a thousand times a second for ever, although nothing waits in it: a twentieth of a
// processor in each process that is idle. Whatever is put into the queue later asks for a look again.
const schedule = Object.getOwnPropertyDescriptor(RequestQueue.prototype, 'scheduleCheckPendingRequests')?.value as (
  this: RequestQueue,
) => void;
RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
  if (this.pending.length > 0) schedule.call(this);
};
