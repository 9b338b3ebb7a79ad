import { z } from 'zod';
import { instant, partyCode, path, sha256 } from './units';

const certificate = z
  .strictObject({
    file: path().optional().describe('PEM; its first certificate is bound. This, `sha256` or both'),
    sha256: sha256().optional().describe('SHA-256 fingerprint of the certificate. This, `file` or both'),
    from: instant().optional().describe('Start of the binding; absent: always'),
    until: instant().optional().describe('End of the binding, itself excluded; absent: without end'),
    approvedBy: z.string().min(1).describe('Decision or office that approved the binding'),
  })
  .refine(({ file, sha256 }) => file !== undefined || sha256 !== undefined, {
    error: 'file, sha256 or both',
    params: { vi: 'phải có file, sha256 hoặc cả hai' },
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    error: 'from must be before until',
    params: { vi: 'from phải trước until' },
  });

const party = z.strictObject({
  code: partyCode().describe('Code of the organisation in messages'),
  aliases: z.array(partyCode()).default([]).describe('Other codes under which it is known'),
  name: z
    .strictObject({ vi: z.string().min(1).describe('In Vietnamese'), en: z.string().min(1).describe('In English') })
    .describe('Name of the organisation'),
  kind: z
    .enum(['hub', 'portal', 'one-stop', 'agency', 'ward', 'registry', 'utility'])
    .describe('What the organisation or its system is to the city'),
  suspended: z.boolean().default(false).describe('Exchanges nothing for the time being'),
  certificates: z.array(certificate).prefault([]).describe('Certificates that speak for it'),
});

export const parties = z.array(party);
