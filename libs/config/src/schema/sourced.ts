import { z } from 'zod';

/** Where a fact of law comes from, and how sure whoever wrote it down was. Every entry of the legal data carries both. */
export const sourced = {
  source: z.string().min(1).describe('Law, decision or notice that says so'),
  confidence: z
    .enum(['exact', 'secondary', 'recalled', 'own'])
    .describe('`exact`: read in the source; `secondary`: read elsewhere; `recalled`: not checked; `own`: decided by this installation'),
};

export const localDay = () => z.iso.date().meta({ examples: ['2026-09-02'] });

export const bilingual = () =>
  z.strictObject({ vi: z.string().min(1).describe('In Vietnamese'), en: z.string().min(1).describe('In English') });
