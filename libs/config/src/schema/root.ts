import { z } from 'zod';
import { instant, name, path, sha256 } from './units';

export const roots = z.array(
  z.strictObject({
    name: name().describe('Unique name of the root'),
    file: path().describe('PEM; its first certificate is trusted'),
    sha256: sha256().optional().describe('SHA-256 fingerprint, confirmed by another way; required unless the mode is `dev`'),
    from: instant().optional().describe('Start of the trust; absent: always'),
    until: instant().optional().describe('End of the trust, itself excluded; absent: without end'),
  }),
);
