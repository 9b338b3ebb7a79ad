import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { ConsumedRecord } from '@lienthong/kafka';
import { Zone } from './zone';

/** A zone's stream: deliveries that the core released, lanes in parallel. */
@Controller()
export class OutController {
  constructor(@Inject(Zone) private readonly zone: Zone) {}

  @EventPattern('out', { concurrency: 64 })
  async deliver(@Payload() { value }: ConsumedRecord): Promise<void> {
    await this.zone.handle(value);
  }
}
