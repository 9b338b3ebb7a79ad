import type { Signer } from '@lienthong/trust';

import { openPem, type PemSource } from './pem';
import { openPkcs11, type Pkcs11Source } from './pkcs11/open';
import { openPkcs12, type Pkcs12Source } from './pkcs12';
import type { Circumstances } from './prove';
import { openRemote, type RemoteSource } from './remote';

/** Where a key lives, with everything that opens it. */
export type SignerSource =
  | ({ readonly kind: 'pkcs12' } & Pkcs12Source)
  | ({ readonly kind: 'pem' } & PemSource)
  | ({ readonly kind: 'pkcs11' } & Pkcs11Source)
  | ({ readonly kind: 'remote' } & RemoteSource);

/** Opens a signer and has it prove itself. Throws `AuthorityError`. */
export function openSigner(source: SignerSource, circumstances: Circumstances): Promise<Signer> {
  switch (source.kind) {
    case 'pkcs12':
      return openPkcs12(source, circumstances);
    case 'pem':
      return openPem(source, circumstances);
    case 'pkcs11':
      return openPkcs11(source, circumstances);
    case 'remote':
      return openRemote(source, circumstances);
  }
}
