import type { Advance } from '@lienthong/message';
import { each, endReleased, inOrder } from './lot';
import type { Ports, Recorded, Settlement } from './ports';
import { authorise } from './steps/authorise';
import { parse } from './steps/parse';
import { type Handed, type Placed, receive } from './steps/receive';
import { route } from './steps/route';
import { validate } from './steps/validate';
import { verify } from './steps/verify';

/** At most 500 messages, 8 MiB, 5 ms of waiting, collected across partitions; `advances` is empty for parked ones. */
export interface Batch<T extends Placed = Handed> {
  readonly messages: readonly T[];
  readonly advances: readonly Advance[];
}

/**
 * The way of a message, in nine steps. 1-6 decide and write nothing; 7 records; 8 seals; 9 sends.
 * Each method is safe to repeat: recovery after a crash is the next call.
 */
export class Way {
  constructor(private readonly at: Ports) {}

  /** Called with new messages from `in.*` and with parked ones from the ledger. */
  async carry({ messages, advances }: Batch): Promise<Recorded> {
    const rules = await this.at.rules.current();                                            //   one version decides the whole batch
    const received = messages.map((m) => ({ received: receive(m, this.at.newId) }));        // 1 receive: bytes as they came, who handed them in
    const parsed = await each(received, (m) => parse(m, rules.channels));                   // 2 parse: envelope; nothing trusted yet
    await this.at.rules.fetchMissing(parsed, 2_000);                                        //   OCSP, CRL not in a cache: once a batch, 2 s
    const verified = await each(parsed, (m) => verify(m, rules.senders));                   // 3 verify: who signed which bytes
    const valid = await each(verified, (m) => validate(m, rules.schemas));                  // 4 validate: schema and rules, of the signed bytes only
    const allowed = await each(valid, (m) => authorise(m, rules.agreements));               // 5 authorise: an agreement covers it
    const routed = await each(allowed, (m) => route(m, rules.routes));                      // 6 route: destinations, and the bytes each will get
    const ended = endReleased(routed);                                                      //   what an operator released goes no further
    return this.at.ledger.record(inOrder(ended), rules.version, advances);                  // 7 record: ONE transaction, all outcomes
  }

  /** At most every 50 ms, and as soon as the last signature is done. */
  async seal(): Promise<boolean> {
    const head = await this.at.log.numberPending(10_000);                                   // 8 seal: leaf numbers, under the log's lease
    if (head) await this.at.log.seal(await this.at.sign(head));                             //   one pair of signatures; never of an older tree
    return head !== undefined;
  }

  /** Continuously. */
  async send(): Promise<number> {
    const released = await this.at.queue.release(1_000);                                    // 9 send: sealed and due, the head of each free lane
    if (released.length > 0) await this.at.out.publish(released);
    return released.length;
  }

  /** Answers of the connectors: delivered, refused, again, unknown. Frees or parks the lane, adds a leaf. */
  settle(results: readonly Settlement[], advances: readonly Advance[]): Promise<void> {
    return this.at.ledger.settle(results, advances);
  }
}
