import { assertionAlgorithms } from './desk';
import { type TokenKey, keySet } from './keys';

/** Among Nest's providers. */
export const published = Symbol('what clients read of the authorization server');

export interface Published {
  /** RFC 8414. */
  readonly metadata: object;
  keys(): Promise<object>;
}

export const publish = (issuer: string, keys: readonly TokenKey[]): Published => ({
  metadata: {
    issuer,
    token_endpoint: `${issuer}/v1/token`,
    jwks_uri: `${issuer}/v1/jwks.json`,
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    tls_client_certificate_bound_access_tokens: true,
  },
  keys: () => keySet(keys),
});
