import type { Bussiness, Receiver, TraceHeaderList } from '../model';
import { some } from './message-header';
import { readStaff } from './organisation';
import type { Section } from './section';

/** `TraceHeaderList`, with what the message wants done (`Bussiness`). */
export function readTrace(list: Section): TraceHeaderList {
  const bussiness = list.section('Bussiness');
  return {
    Paper: list.text('Paper'),
    TraceHeader: some(list.sections('TraceHeader').map((one) => ({ OrganId: one.text('OrganId'), Timestamp: one.time('Timestamp') }))),
    Bussiness: bussiness && readBussiness(bussiness),
  };
}

const readBussiness = (section: Section): Bussiness => ({
  DocumentId: section.text('DocumentId'),
  BussinessDocType: section.text('BussinessDocType'),
  BussinessDocReason: section.text('BussinessDocReason'),
  Paper: section.text('Paper'),
  BussinessDocumentInfo: some(
    section.sections('BussinessDocumentInfo').map((info) => ({
      DocumentInfo: info.text('DocumentInfo'),
      DocumentReceiver: info.text('DocumentReceiver'),
      Receiver: some(info.sections('ReceiverList').flatMap((list) => list.sections('Receiver').map(readReceiver))),
    })),
  ),
  ReplacementInfo: some(
    section.sections('ReplacementInfoList').flatMap((list) =>
      list.sections('ReplacementInfo').map((info) => ({
        DocumentId: info.requiredText('DocumentId'),
        OrganId: some(info.sections('OrganIdList').flatMap((organs) => organs.texts('OrganId'))),
      })),
    ),
  ),
  StaffInfo: some(section.sections('StaffInfo').map(readStaff)),
});

const readReceiver = (section: Section): Receiver => ({
  OrganId: section.requiredText('OrganId'),
  ReceiverType: section.text('ReceiverType'),
});
