import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';
import { type RefusalLog, gatewayLog } from '../log';
import { failureOf } from './status';

/** Every failure of a unary call as a status with its code; Nest's own would say "Internal server error" of all. */
@Catch()
export class StatusFilter implements ExceptionFilter {
  constructor(@Inject(gatewayLog) private readonly log: RefusalLog) {}

  catch(thrown: unknown, host: ArgumentsHost): Observable<never> {
    const [, metadata] = host.getArgs<[unknown, { get(name: string): readonly unknown[] } | undefined]>();
    const language = metadata?.get('accept-language')[0];
    return throwError(() => failureOf(thrown, typeof language === 'string' ? language : undefined, this.log));
  }
}
