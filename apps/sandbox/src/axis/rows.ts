import { written } from './dialect';
import type { Listed } from './directory';
import type { Agency, Copy, Sent } from './model';
import type { State } from './post-office';

/** One line of a list. The client loses a whole list over one `null` or array in it: what is absent is left out. */
export type Row = Readonly<Record<string, string | number | boolean>>;

const words: Readonly<Record<string, string>> = {
  inbox: 'Đã đến',
  acceptance: 'Đã tiếp nhận',
  rejection: 'Từ chối tiếp nhận',
  processing: 'Đang xử lý',
  done: 'Hoàn thành',
  fail: 'Lỗi',
};

export const receivedRow = ({ from, messageType, at }: Sent, { docId, to }: Copy, state: State): Row => ({
  docId,
  serviceType: 'eDoc',
  messageType,
  created_time: written(at),
  updated_time: written(state.at),
  from,
  to,
  status: state.status,
  status_desc: words[state.status] ?? '',
});

export const sentRow = ({ docId, from, messageType, at, title, notation }: Sent, copy: Copy, state: State): Row => ({
  serviceType: 'eDoc',
  messageType,
  senderDocId: docId,
  receiverDocId: copy.docId,
  fromCode: from,
  toCode: copy.to,
  ...(title === undefined ? {} : { title }),
  ...(notation === undefined ? {} : { notation }),
  sentTime: written(at),
  sendStatus: 'done',
  sendStatusDesc: 'Đã gửi',
  receivedTime: written(state.at),
  receiveStatus: state.status,
  receiveStatusDesc: words[state.status] ?? '',
});

export const agencyRow = ({ id, pid, code, name, mail }: Agency): Row => ({ id, pid, code, name, mail });

export const unitRow = (listed: Listed): Row => ({
  ...agencyRow(listed),
  version: listed.version,
  centerCode: listed.systemid,
  deleted: listed.deleted,
  modifyDate: written(listed.modifiedAt),
  isAgency: true,
});
