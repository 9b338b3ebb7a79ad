import RequestQueue from 'kafkajs/src/network/requestQueue';
import './idle-timer';

const queue = (): RequestQueue =>
  new RequestQueue({ requestTimeout: 1_000, enforceRequestTimeout: false, maxInFlightRequests: 1, clientId: '', broker: '', logger: {} });

it('a queue in which nothing waits sets no timer, one in which something waits does', () => {
  const idle = queue();
  idle.checkPendingRequests();
  expect(idle.throttleCheckTimeoutId).toBeNull();
  const busy = Object.assign(queue(), { pending: [{}] });
  busy.scheduleCheckPendingRequests();
  expect(busy.throttleCheckTimeoutId).not.toBeNull();
  clearTimeout(busy.throttleCheckTimeoutId ?? undefined);
});
