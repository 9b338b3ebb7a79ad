import type { Sink, Tools } from '@lienthong/adapter-kit';
import { hash } from 'node:crypto';
import type { Outlet } from './outlet';
import { readQuestion } from './question';
import { answerMessage } from './raw';
import { knownCode, type Teller } from './telling';

/**
 * A question ends as delivered when its answer is durable on its way back. Asked again it gets an answer of the same id and, as long as the
 * register says the same, of the same content: the hub knows it for a repeat.
 */
export function lookupSink(party: string, teller: Teller, outlet: Outlet, { now }: Pick<Tools, 'now'>): Sink {
  return {
    repeat: 'safe',
    async deliver({ body, messageId }, stop) {
      const question = readQuestion(body);
      const submit = outlet.get();
      const telling = await teller.tell(knownCode(question.code), stop);
      const answeredAt = now();
      await submit(answerMessage({ id: `re-${messageId}`, party, question, telling, answeredAt }));
      const age = Math.round((answeredAt.getTime() - telling.at.getTime()) / 1_000);
      return {
        digest: hash('sha256', telling.body, 'buffer'),
        words: `${telling.found ? 'found' : 'not found'}; ${telling.by}, said ${age} s before`,
      };
    },
  };
}
