import { z } from 'zod';
import { count, exactlyOne, name } from './units';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** JSON pointer (RFC 6901) into `{ message, out }`; `*` stands for every item of a list. */
const pointer = () =>
  z
    .string()
    .regex(/^\/(message|out)(\/[^/]+)*$/)
    .meta({ examples: ['/out/progress/TrangThai', '/message/data/to', '/out/calls/*/data/*/TrangThai'] });

const target = () =>
  z
    .string()
    .regex(/^\/out(\/[^/]+)+$/)
    .meta({ examples: ['/out/progress/TrangThai'] });

const condition = z.strictObject({
  path: pointer().describe('What is looked at'),
  in: z.array(scalar).min(1).optional().describe('It is one of these'),
  there: z.boolean().optional().describe('Whether it is there and not empty'),
});

const format = z.union([
  z.strictObject({
    date: z
      .enum(['yyyyMMddHHmmss', 'yyyy-MM-dd HH:mm:ss', 'dd/MM/yyyy', 'dd/MM/yyyy HH:mm:ss', 'iso'])
      .describe("Hanoi's time; read are `iso` and `yyyyMMddHHmmss`"),
  }),
  z.strictObject({ digits: count().max(40).describe('Digits alone, so many, zeros in front') }),
  z.strictObject({ longest: count().describe('Cut after so many characters') }),
]);

const rule = z
  .strictObject({
    to: target().describe('Where it goes: something that the adapter has written, or a new key of it'),
    from: pointer().optional().describe('Where it is taken from; absent: from `to` itself'),
    constant: scalar.optional().describe('This, whatever comes'),
    default: scalar.optional().describe('This where there is nothing; absent: nothing is done then'),
    table: z.string().optional().describe('Through this code table; a code that it does not have stops the message for an operator'),
    format: format.optional().describe('In this form'),
    when: z.array(condition).default([]).describe('Only if all of it holds'),
  })
  .refine(({ from, constant }) => from === undefined || constant === undefined, exactlyOne('from', 'constant'));

/** `mappings/<name>.yaml`. */
export const mapping = z.strictObject({
  name: name().describe('Unique name, which connectors refer to'),
  tables: z.record(z.string(), z.record(z.string(), z.string())).default({}).describe('Code tables: ours → theirs'),
  rules: z.array(rule).min(1).describe('One after the other'),
});

/** `mappings/<name>.test.yaml`. */
export const mappingTests = z.array(
  z
    .strictObject({
      name: z.string().min(1).describe('What the case shows'),
      message: z.record(z.string(), z.unknown()).default({}).describe('The message: envelope and `data`'),
      out: z.unknown().describe('What the adapter has written'),
      expect: z.unknown().optional().describe('What is sent. This or `code`'),
      code: z.string().min(1).optional().describe('Error code for which the message stops. This or `expect`'),
    })
    .refine(({ expect, code }) => (expect === undefined) !== (code === undefined), exactlyOne('expect', 'code')),
);
