import { randomUUID } from 'node:crypto';
import { sameSecret } from '../http/secret';
import { type Answer, type Call, json } from '../http/server';
import type { BusinessRegisterOptions } from './model';

/** WSO2 says no like this. */
export const fault = (status: number, code: number, message: string): Answer => json(status, { fault: { code, message, description: '' } });

/** Access tokens of the one application, by OAuth 2 client credentials. */
export class Tokens {
  private readonly until = new Map<string, number>();

  constructor(
    private readonly client: BusinessRegisterOptions['client'],
    private readonly seconds: number,
    private readonly now: () => Date,
  ) {}

  async give(call: Call): Promise<Answer> {
    const expected = Buffer.from(`${this.client.id}:${this.client.secret}`, 'utf8').toString('base64');
    if (!sameSecret(call.header('authorization'), `Basic ${expected}`))
      return json(401, { error: 'invalid_client', error_description: 'A valid OAuth client could not be found for client_id' });
    const form = new URLSearchParams((await call.body()).toString('utf8'));
    if (!call.header('content-type').startsWith('application/x-www-form-urlencoded') || form.get('grant_type') !== 'client_credentials')
      return json(400, { error: 'unsupported_grant_type', error_description: 'send the form grant_type=client_credentials' });
    const token = randomUUID();
    this.until.set(token, this.now().getTime() + this.seconds * 1_000);
    return json(200, { access_token: token, scope: 'am_application_scope default', token_type: 'Bearer', expires_in: this.seconds });
  }

  accepts(call: Call): boolean {
    const token = /^Bearer (\S+)$/.exec(call.header('authorization'))?.[1] ?? '';
    return (this.until.get(token) ?? 0) > this.now().getTime();
  }
}
