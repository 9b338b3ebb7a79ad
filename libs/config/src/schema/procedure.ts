import { z } from 'zod';
import { bilingual, localDay, sourced } from './sourced';
import { count, name, partyCode } from './units';

const limit = z.strictObject({
  count: count().describe('How many'),
  unit: z.enum(['working-day', 'working-hour', 'calendar-day']).describe('Of what'),
});

const paper = z.strictObject({
  id: name().describe('Unique name within the version'),
  name: bilingual().describe('What the paper is called'),
  kind: z.enum(['form', 'identity', 'title', 'certificate', 'drawing', 'contract', 'statement', 'other']).describe('What it is'),
  heldBy: partyCode().optional().describe('Organisation that already has it: there it is looked up, and the applicant is not asked for it'),
  optional: z.boolean().default(false).describe('Asked for in some cases only'),
});

const fee = z.strictObject({
  id: name().describe('Unique name within the version'),
  name: bilingual().describe('What is paid for'),
  amount: z.number().int().min(0).describe('In đồng'),
  due: z.enum(['receipt', 'result']).default('receipt').describe('When it is paid'),
});

const limits = z
  .strictObject({
    statutory: limit.describe('What the law gives the agency'),
    shortened: limit.optional().describe('What the city has promised instead; it is what dossiers are measured by'),
    ends: z
      .enum(['same-time', 'end-of-day'])
      .default('same-time')
      .describe('`same-time`: at the minute of receipt; `end-of-day`: when work ends on the last day, the day of receipt not counted'),
    afterSupplement: z
      .enum(['continue', 'restart'])
      .default('continue')
      .describe('What becomes of the time already used when the applicant has supplemented the dossier'),
  })
  .refine(({ statutory, shortened }) => shortened?.unit !== statutory.unit || shortened.count <= statutory.count, {
    error: 'the shortened limit is longer than the statutory one',
    params: { vi: 'thời hạn rút ngắn dài hơn thời hạn luật định' },
  });

const step = z.strictObject({
  holder: partyCode().describe('Organisation that has the dossier in this step'),
  name: bilingual().describe('What is done'),
  hours: z.number().positive().describe('Working hours that it has'),
});

const version = z.strictObject({
  from: localDay().describe('First day; the version in force on the day of receipt decides'),
  until: localDay().optional().describe('The day from which it is no more in force; absent: without end'),
  service: z
    .enum(['information', 'partial', 'full', 'level-3', 'level-4'])
    .describe('`partial`, `full`: một phần, toàn trình; `level-3`, `level-4`: the levels before NĐ 42/2022'),
  papers: z.array(paper).min(1).describe('What a complete dossier holds'),
  limits: limits.describe('How long it takes'),
  steps: z.array(step).default([]).describe('How the time is divided among those who work on it'),
  fees: z.array(fee).default([]).describe('What it costs'),
  ...sourced,
});

/** `procedures/*.yaml`. */
export const procedures = z.array(
  z.strictObject({
    code: z
      .string()
      .regex(/^[1-3]\.\d{6}$/)
      .meta({ examples: ['1.012753'] })
      .describe('Code in the national procedure database, without the publishing organisation'),
    name: bilingual().describe('Name of the procedure'),
    agency: partyCode().describe('Organisation that decides'),
    level: z.enum(['province', 'district', 'commune', 'specialised']).describe('Level that decides'),
    ...sourced,
    versions: z.array(version).min(1).describe('What was and is in force, in order'),
  }),
);
