import { enterpriseV1 } from '@lienthong/documents';
import { parseJson, readEnvelope } from '@lienthong/message';
import type { ChangeRow } from '../business-registration/model';
import { planEnterprises, rowsFor } from './enterprises';
import type { Planned } from './model';

const options = { seed: 7, enterprises: 30, now: new Date('2026-11-23T08:00:00Z'), first: 100 };
const day = planEnterprises(options);
const rowOf = ({ body }: Planned): ChangeRow => JSON.parse(Buffer.from(body).toString('utf8')) as ChangeRow;
const news = day.filter(({ channel }) => channel === 'business-registration');
const questions = day.filter(({ asks }) => asks);

describe('enterprises of a city day', () => {
  it('are the same for the same options, each with an id and an effect of its own', () => {
    expect(planEnterprises(options)).toEqual(day);
    expect(planEnterprises({ ...options, seed: 8 })).not.toEqual(day);
    for (const key of ['id', 'effect'] as const) expect(new Set(day.map((one) => one[key])).size).toBe(day.length);
    expect(news.length + questions.length).toBe(day.length);
  });

  it('have numbers that grow, within those that were reserved', () => {
    const numbers = news.map((one) => rowOf(one).CHANGE_ID);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(numbers[0]).toBe(100);
    expect(numbers.at(-1)).toBeLessThan(100 + rowsFor(30));
  });

  it('are registered before they change and before anybody asks, but for codes that nobody has', () => {
    const known = new Set<string>();
    for (const one of day) {
      if (one.asks) expect(known.has(one.subject)).toBe(!one.subject.startsWith('9901'));
      else if (rowOf(one).CHANGE_TYPE === 'NEW') known.add(one.subject);
      else expect(known.has(one.subject)).toBe(true);
    }
    expect(questions.some(({ subject }) => subject.startsWith('9901'))).toBe(true);
    expect(news.some((one) => rowOf(one).CHANGE_TYPE === 'CHANGE')).toBe(true);
  });

  it('are asked for as the document type wants it, and representatives come in both forms', () => {
    for (const { body } of questions) {
      const event = parseJson(body) as Record<string, unknown>;
      enterpriseV1.check(readEnvelope(event), event['data']);
    }
    expect(new Set(news.map((one) => Array.isArray(rowOf(one).Representatives)))).toEqual(new Set([true, false]));
  });
});
