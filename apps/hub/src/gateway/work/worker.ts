import { UnreadableError } from '@lienthong/trust';
import { judge } from './judge';
import { Objected } from './read';
import { sign } from './sign';
import type { Objection, SignAnswer, SignTask, VerifyAnswer, VerifyTask } from './tasks';

/** A worker thread's one function: whatever a file does to it, the gateway goes on. */
export async function work(task: VerifyTask | SignTask): Promise<VerifyAnswer | SignAnswer | Objection> {
  try {
    return task.kind === 'verify' ? await judge(task) : await sign(task);
  } catch (error) {
    if (error instanceof Objected) return error.objection;
    if (error instanceof UnreadableError) return { kind: 'objection', code: `verify.${error.kind}`, where: error.code };
    throw error;
  }
}
