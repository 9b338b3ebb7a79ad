import { LRUCache } from 'lru-cache';

/**
 * Steps of deliveries that this process has under way or has seen answered good: asked for again, by a repeat or by a second release of
 * the same delivery, they are not sent again. A step that failed is.
 */
export class Once<V> {
  private readonly deliveries = new LRUCache<string, Map<string, Promise<V>>>({ max: 10_000 });

  do(deliveryId: string, step: string, send: () => Promise<V>): Promise<V> {
    const steps = this.deliveries.get(deliveryId) ?? new Map<string, Promise<V>>();
    const known = steps.get(step);
    if (known) return known;
    const sending = send().catch((cause: unknown) => {
      steps.delete(step);
      throw cause;
    });
    this.deliveries.set(deliveryId, steps.set(step, sending));
    return sending;
  }
}
