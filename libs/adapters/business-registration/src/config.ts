import { authSchema, duration, size, url, z } from '@lienthong/adapter-kit';

const path = z.string().regex(/^\/[!-~]*$/, 'a path that begins with /');

const paths = z.strictObject({
  details: path.default('/apiCSDLDKDN/1.0/chiTietDoanhNghiep').describe('Details of one enterprise'),
  changes: path.default('/apiCSDLDKDN/1.0/danhSachThayDoi').describe('New registrations and changes; as agreed with the register'),
  categories: path.default('/dmdc/1.0/AllCategory').describe('Shared categories'),
});

const cache = z
  .strictObject({
    fresh: duration.prefault('1h').describe('How long what the register said of an enterprise is told again without asking'),
    stale: duration.prefault('24h').describe('How old it may be when it is told because the register does not answer'),
    entries: z.int().min(1).max(1_000_000).default(10_000).describe('Most enterprises that are kept, in memory only'),
  })
  .refine(({ fresh, stale }) => fresh <= stale, 'fresh is at most stale');

const changes = z.strictObject({
  every: duration.prefault('1m').describe('Time between two questions for changes when there are none'),
  limit: z.int().min(1).max(1_000).default(100).describe('Most changes in one answer'),
  since: z.iso.date().optional().describe('Day from which changes are taken, as long as placeFile does not exist'),
  placeFile: z.string().min(1).max(1_000).describe('File that keeps the number of the last change taken; for this connector alone'),
  maxBody: size.prefault('64KiB').describe('Largest change; of a larger one only its size and digest are taken'),
});

export const businessRegistrationConfig = z.strictObject({
  baseUrl: url.describe('Address of the exchange platform (NDXP) under which the paths stand'),
  auth: authSchema.describe('How the hub names itself, usually oauth2-client-credentials'),
  party: z
    .string()
    .regex(/^[!-~]{1,35}$/)
    .describe('Code of the party in whose name the register’s messages go'),
  paths: paths.prefault({}).describe('Paths of the register’s services'),
  cache: cache.prefault({}).describe('What was told before'),
  changes: changes.optional().describe('New registrations and changes; absent: look-ups only'),
  timeout: duration.prefault('10s').describe('Longest time for one question'),
});

export type BusinessRegistrationConfig = z.output<typeof businessRegistrationConfig>;
export type ChangesConfig = z.output<typeof changes>;
