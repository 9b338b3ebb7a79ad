import type { KeyObject } from 'node:crypto';

/** Kind and size or curve of a key: `rsa 3072`, `ec prime256v1`. */
export const keyText = ({ asymmetricKeyType, asymmetricKeyDetails: details }: KeyObject): string =>
  [asymmetricKeyType, details?.modulusLength ?? details?.namedCurve ?? ''].join(' ').trim();
