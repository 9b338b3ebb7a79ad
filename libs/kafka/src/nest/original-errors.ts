import { type Observable, throwError } from 'rxjs';

/**
 * Exception filter for `app.useGlobalFilters`: hands a handler's error on as it is. Without it Nest's RPC proxy replaces every error that is
 * not an RpcException by `{ status: 'error', message: 'Internal server error' }`. It has no `@Catch()`, hence catches everything.
 */
export class OriginalErrors {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
