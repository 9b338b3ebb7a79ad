import { type SigningAct, actKey, encodeAct } from '@lienthong/message';
import type { DurableLog } from '../durable-log';

/** Where acts of signing are told before anybody gets their signatures: from then on the core makes leaves of them. */
export class ActLog {
  constructor(private readonly log: Pick<DurableLog, 'append'>) {}

  /** @throws Refusal `gateway.unrecorded` */
  async keep(act: SigningAct): Promise<void> {
    await this.log.append({ key: actKey(act), value: encodeAct(act) });
  }
}
