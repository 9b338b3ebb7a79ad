import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { ConsumedRecord, Stream, StreamContext } from '@lienthong/kafka';
import { Zone } from './zone';

/** A zone's stream: deliveries that the core released, lanes in parallel. */
@Controller()
export class OutController {
  constructor(@Inject(Zone) private readonly zone: Zone) {}

  @EventPattern<Stream>('out', { concurrency: 64 })
  async deliver(@Payload() { value }: ConsumedRecord, @Ctx() context: StreamContext): Promise<void> {
    await this.zone.handle(value, context.claim);
  }
}
