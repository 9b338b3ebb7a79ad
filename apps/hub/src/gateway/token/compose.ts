import type { GatewayConfig } from '@lienthong/config';
import { v7 as newId } from 'uuid';
import type { Authenticator } from '../caller/authenticate';
import { TokenDesk } from './desk';
import { readTokenKeys } from './keys';
import { type Published, publish } from './published';
import { Tokens } from './tokens';

export interface Served {
  readonly granting: TokenDesk;
  readonly published: Published;
}

/** The authorization server: who holds a token is told by the authenticator, who may have one by the desk, which asks the authenticator. */
export function oauthOf(config: NonNullable<GatewayConfig['oauth']>, clock: () => Date) {
  const { issuer } = config;
  const keys = readTokenKeys(config);
  const tokens = new Tokens({ issuer, keys, clock, newId });
  const served = (authenticator: Authenticator): Served => ({
    granting: new TokenDesk({ authenticator, tokens, issuer, clock }),
    published: publish(issuer, keys.all),
  });
  return { tokens, served };
}
