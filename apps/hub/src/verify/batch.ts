import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { UnreadableError } from '@lienthong/trust';
import { z } from 'zod';
import { complaintOf } from '../complaint/complaint';
import { print, warn } from '../terminal';

/** At most so many lines are judged at once: files are read while others are judged. */
const atOnce = 8;
const everyLines = 200;

export interface BatchLine {
  readonly id: string | number;
}

/**
 * One JSON object a line in, one out, in the order of their coming. A line that cannot be judged gives its error under its id and stops
 * nothing. Gives how many lines could not be judged.
 */
export async function runBatch<T extends BatchLine>(
  source: string,
  schema: z.ZodType<T>,
  judge: (line: T) => Promise<object>,
): Promise<number> {
  const lines = createInterface({ input: source === '-' ? process.stdin : createReadStream(source), crlfDelay: Infinity });
  const waiting: Promise<object>[] = [];
  let [done, failed] = [0, 0];
  const tell = async (): Promise<void> => {
    const answer = await waiting.shift();
    if (!answer) return;
    if ('error' in answer) failed++;
    print(JSON.stringify(answer));
    if (++done % everyLines === 0) warn(`${done}`);
  };
  for await (const line of lines) {
    if (line.trim() === '') continue;
    waiting.push(answerTo(line, schema, judge));
    if (waiting.length >= atOnce) await tell();
  }
  while (waiting.length > 0) await tell();
  return failed;
}

async function answerTo<T extends BatchLine>(text: string, schema: z.ZodType<T>, judge: (line: T) => Promise<object>): Promise<object> {
  let id: BatchLine['id'] = '';
  try {
    const value: unknown = JSON.parse(text);
    id = idIn(value);
    return await judge(schema.parse(value));
  } catch (error) {
    return { id, status: 'unreadable', error: errorOf(error) };
  }
}

function idIn(value: unknown): BatchLine['id'] {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : '';
  return typeof id === 'number' ? id : String(id);
}

function errorOf(error: unknown): { code: string; message: string } {
  if (error instanceof UnreadableError) return { code: error.code, message: error.message };
  if (error instanceof z.ZodError) return { code: 'cli.usage', message: z.prettifyError(error) };
  if (error instanceof SyntaxError) return { code: 'cli.usage', message: error.message };
  const { code, where } = complaintOf(error, 'en');
  return { code, message: where };
}
