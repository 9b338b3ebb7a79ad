import { refuse } from '@lienthong/message';
import type { DocumentStep } from '../../contract';
import type { EdxmlDocument } from '../model';
import { type DocumentState, nextStatus, sent, type StatusUpdate } from './next-status';
import { isStatus } from './statuses';

/**
 * What a message changes in the state of the document that it speaks of, at each receiver of that. A status is of its sender's copy, the
 * sender's own 13 of the copy of whom it names; a recall or update asks all whom it goes to, and is never refused for what one of them has
 * done already: that receiver's answer says so.
 */
export function stepsOf({ kind, fields }: EdxmlDocument, at: Date): readonly DocumentStep[] {
  if (fields.kind === 'status') {
    const { From, ResponseFor, StatusCode: code, Timestamp } = fields.MessageHeader;
    if (!isStatus(code)) return [];
    const [one, other] = [From.OrganId, ResponseFor.OrganId ?? ''];
    const [owner, receiver] = code === '13' ? [one, other] : [other, one];
    return [stepOf(keyOf(owner, ResponseFor.DocumentId ?? '', receiver), { code, at: Timestamp }, 'refused')];
  }
  if (kind !== 'recall' && kind !== 'update') return [];
  const { From, To, DocumentId } = fields.MessageHeader;
  const about = fields.TraceHeaderList?.Bussiness?.DocumentId ?? DocumentId;
  return To.map(({ OrganId }) => stepOf(keyOf(From.OrganId, about, OrganId), { code: '13', at: at.toISOString() }, 'left'));
}

const keyOf = (...names: readonly string[]): string => JSON.stringify(['edxml', ...names]);

const stepOf = (key: string, update: StatusUpdate, otherwise: 'refused' | 'left'): DocumentStep => ({
  key,
  next(state) {
    const outcome = nextStatus(state === undefined ? sent : (JSON.parse(state) as DocumentState), update);
    if (outcome.outcome === 'accepted') return JSON.stringify(outcome.state);
    if (outcome.outcome === 'refused' && otherwise === 'refused') throw refuse(outcome.reason, { field: 'MessageHeader/StatusCode' });
    return state;
  },
});
