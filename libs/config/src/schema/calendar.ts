import { z } from 'zod';
import { bilingual, localDay, sourced } from './sourced';
import { name } from './units';

/** Written `08:00-12:00`; read as minutes since midnight, the end excluded. */
const timeWindow = () =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
    .meta({ examples: ['08:00-12:00'] })
    .transform((text): [from: number, to: number] => {
      const [from = '', to = ''] = text.split('-');
      return [minutes(from), minutes(to)];
    });

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const windows = () => z.array(timeWindow()).min(1);

const week = z
  .strictObject({
    mon: windows().optional().describe('Monday; absent: free, likewise below'),
    tue: windows().optional().describe('Tuesday'),
    wed: windows().optional().describe('Wednesday'),
    thu: windows().optional().describe('Thursday'),
    fri: windows().optional().describe('Friday'),
    sat: windows().optional().describe('Saturday'),
    sun: windows().optional().describe('Sunday'),
  })
  .describe('Working time by weekday, in order');

const classes = z.array(name()).min(1).optional().describe('Agency classes that it concerns; absent: all');

/** `calendar/<year>.yaml`. */
export const calendarYear = z.strictObject({
  year: z.number().int().min(2000).max(2100).describe('The year; the file is named after it'),
  hours: z
    .record(name(), z.strictObject({ name: bilingual().describe('What agencies these are'), week, ...sourced }))
    .describe('Working time by agency class'),
  daysOff: z
    .array(
      z
        .strictObject({
          from: localDay().describe('First day'),
          to: localDay().optional().describe('Last day; absent: the first'),
          name: bilingual().describe('Which holiday, substitute or swapped day'),
          classes,
          ...sourced,
        })
        .transform(({ to, ...rest }) => ({ ...rest, to: to ?? rest.from })),
    )
    .describe('Days without work, apart from free weekdays'),
  makeUpDays: z
    .array(
      z.strictObject({
        date: localDay().describe('The free day that is worked'),
        insteadOf: localDay().describe('The day off that it makes up for; its weekday gives the hours'),
        classes,
        ...sourced,
      }),
    )
    .default([])
    .describe('Free days that are worked'),
  halfDays: z
    .array(
      z.strictObject({
        date: localDay().describe('The day'),
        worked: z.enum(['morning', 'afternoon']).describe('What is worked; noon divides'),
        name: bilingual().describe('Why'),
        classes,
        ...sourced,
      }),
    )
    .default([])
    .describe('Days that are worked in part'),
});
