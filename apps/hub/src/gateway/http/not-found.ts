import { Refusal } from '../refusal';

/** The address exists, the method does not. */
export class WrongMethod extends Refusal {
  constructor(readonly allow: string) {
    super('gateway.method');
  }
}

const methods: Readonly<Record<string, string>> = {
  '/v1/verify': 'POST',
  '/v1/sign': 'POST',
  '/v1/messages': 'POST',
  '/v1/token': 'POST',
  '/v1/inbox': 'GET, HEAD',
  '/v1/ready': 'GET, HEAD',
  '/v1/openapi.json': 'GET, HEAD',
};

export function notFound(url: string): Refusal {
  const path = url.split('?')[0] ?? '';
  const allow = Object.hasOwn(methods, path) ? methods[path] : undefined;
  return allow === undefined ? new Refusal('gateway.not-found') : new WrongMethod(allow);
}
