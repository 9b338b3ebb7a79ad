import { z } from 'zod';
import { bilingual, localDay } from './sourced';

const version = z.strictObject({
  version: z
    .string()
    .regex(/^[1-9]\d{0,3}(\.[1-9]\d{0,3})?$/)
    .meta({ examples: ['1', '1.1', '2'] })
    .describe('Names `<version>.schema.json` or `<version>.xsd` and its example beside it; a message says it in `dataschema`'),
  compatibility: z
    .enum(['none', 'backward', 'forward', 'full'])
    .default('backward')
    .describe(
      'What it promises to the older versions of the same major one: `backward` takes all that they take, `forward` the other way round',
    ),
  retired: localDay()
    .optional()
    .describe('Day on which it was retired: from the next `hub config apply` on, nothing of this version is taken'),
});

/** `schemas/<type>/type.yaml`. */
export const schemaType = z.strictObject({
  name: bilingual().describe('What such a message is'),
  signed: z.boolean().default(true).describe('Nobody but the sender may state it: no connector may vouch for it unsigned'),
  versions: z.array(version).min(1).describe('Every version, those that are retired too'),
});
