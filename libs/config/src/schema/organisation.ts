import { z } from 'zod';
import { bilingual, localDay, sourced } from './sourced';
import { partyCode } from './units';

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text).source !== '';
  } catch {
    return false;
  }
};

/** On a line only the Vietnamese name is given: in English it stands without its marks. */
const withoutMarks = (vi: string): { vi: string; en: string } => ({
  vi,
  en: vi.replaceAll('đ', 'd').replaceAll('Đ', 'D').normalize('NFD').replace(/\p{M}/gu, ''),
});

const codes = z.strictObject({
  by: z
    .enum(['published', 'installation'])
    .describe('`published`: assigned by an authority; `installation`: made up here, because none has been published'),
  pattern: z
    .string()
    .min(1)
    .refine(isPattern, { error: 'a regular expression', params: { vi: 'phải là biểu thức chính quy' } })
    .meta({ examples: ['^H26\\.[0-9]{2}\\.[0-9]{3}$'] })
    .describe('Regular expression that every code of the group keeps: the numbering scheme'),
});

const unit = z.strictObject({
  code: partyCode().describe('Organisation code'),
  aliases: z.array(partyCode()).default([]).describe('Its other codes, of the old or the new numbering'),
  unit: z
    .string()
    .regex(/^(\d{3}|\d{5})$/)
    .optional()
    .meta({ examples: ['00004'] })
    .describe('Number of the administrative unit in the national list; numbers are reused after a merger'),
  name: bilingual().describe('Name of the organisation'),
  into: z.array(partyCode()).default([]).describe('Codes of the organisations that it was merged into or divided among on `until`'),
  heir: partyCode()
    .optional()
    .describe('Of several in `into`, the one that has its affairs; absent: nobody knows, and messages to it are refused'),
});

/** `code (unit) name → successors` on one line: read five times as fast as the same in keys, which tells with hundreds of communes. */
const line = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,99} (\((\d{3}|\d{5})\) )?[^\s(→][^→]*( → [\w.-]+(, [\w.-]+)*)?$/)
  .meta({ examples: ['000.09.52.H26 (00061) Phường Hàng Bạc → H26.00.070'] })
  .transform((text) => {
    const [own = '', successors = ''] = text.split(' → ');
    const [, code = '', number, name = ''] = /^(\S+) (?:\((\d+)\) )?(.*)$/.exec(own) ?? [];
    return {
      code,
      aliases: [],
      unit: number,
      name: withoutMarks(name),
      into: successors === '' ? [] : successors.split(', '),
      heir: undefined,
    };
  });

/** `organisations/*.yaml`: groups of units on one level with one span of time. */
export const organisations = z.array(
  z
    .strictObject({
      level: z
        .enum(['city', 'department', 'district', 'commune', 'specialised', 'register'])
        .describe(
          '`commune`: wards, communes and townships; `specialised`: agencies of a ministry in the city; `register`: where papers are looked up',
        ),
      parent: partyCode().optional().describe('Code of the organisation above'),
      from: localDay().optional().describe('First day; absent: always'),
      until: localDay().optional().describe('The day from which it is no more; absent: without end'),
      codes: codes.describe('Where the codes come from'),
      ...sourced,
      units: z
        .array(z.union([line, unit]))
        .min(1)
        .describe('The organisations, in keys or on a line each'),
    })
    .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
      error: 'from must be before until',
      params: { vi: 'from phải trước until' },
    }),
);
