import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { ConsumedRecord, Stream } from '@lienthong/kafka';
import type { StreamContext } from '@lienthong/kafka/nest';
import { Zone } from './zone';

/**
 * A zone's stream: deliveries that the core released, lanes in parallel. Of each connector more are at hand than it attempts at once, so that
 * results travel together; the partition goes on while another connector's delivery takes its time.
 */
@Controller()
export class OutController {
  constructor(@Inject(Zone) private readonly zone: Zone) {}

  @EventPattern<Stream>('out', { concurrency: 192, maxOutstanding: 4_096 })
  async deliver(@Payload() { value }: ConsumedRecord, @Ctx() context: StreamContext): Promise<void> {
    await this.zone.handle(value, context.claim);
  }
}
