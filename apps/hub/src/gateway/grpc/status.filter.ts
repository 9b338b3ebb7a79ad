import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { Logger } from '@lienthong/runtime';
import { type Observable, throwError } from 'rxjs';
import { gatewayLog } from '../log';
import { Gone, Refusal } from '../refusal';
import { failureOf } from './status';

/** Every failure of a unary call as a status with its code; Nest's own would say "Internal server error" of all. */
@Catch()
export class StatusFilter implements ExceptionFilter {
  constructor(@Inject(gatewayLog) private readonly log: Pick<Logger, 'error'>) {}

  catch(thrown: unknown, host: ArgumentsHost): Observable<never> {
    const [, metadata] = host.getArgs<[unknown, { get(name: string): readonly unknown[] } | undefined]>();
    if (!(thrown instanceof Refusal) && !(thrown instanceof Gone)) this.log.error({ error: thrown }, 'a call met a defect');
    const language = metadata?.get('accept-language')[0];
    return throwError(() => failureOf(thrown, typeof language === 'string' ? language : undefined));
  }
}
