import { z } from 'zod';
import { instant, timeOfDay } from './units';

const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

/** One of two shapes, told apart by `days`. */
export const maintenance = z.union([
  z.strictObject({
    days: z.array(weekday).min(1).describe('Weekdays on which it begins'),
    from: timeOfDay().describe('Begins, local time'),
    to: timeOfDay().describe('Ends, local time; on the next day where it is not later than `from`'),
  }),
  z
    .strictObject({ from: instant().describe('Begins'), until: instant().describe('Ends') })
    .refine(({ from, until }) => from < until, { error: 'until is not after from', params: { vi: 'until phải sau from' } }),
]);
