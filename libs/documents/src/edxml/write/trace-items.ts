import type { Bussiness, TraceHeaderList } from '../model';
import { staffItems } from './header-items';
import { type Item, timeItem } from './item';

export const traceItems = ({ Paper, Bussiness: bussiness, TraceHeader }: TraceHeaderList): Item[] => [
  ['Paper', Paper],
  ['Bussiness', bussiness && bussinessItems(bussiness)],
  ...(TraceHeader ?? []).map(({ OrganId, Timestamp }): Item => ['TraceHeader', [['OrganId', OrganId], timeItem('Timestamp', Timestamp)]]),
];

const bussinessItems = (one: Bussiness): Item[] => [
  ['DocumentId', one.DocumentId],
  ['BussinessDocType', one.BussinessDocType],
  ['BussinessDocReason', one.BussinessDocReason],
  ['Paper', one.Paper],
  ...(one.BussinessDocumentInfo ?? []).map(({ DocumentInfo, DocumentReceiver, Receiver }): Item => {
    const receivers = Receiver?.map(({ OrganId, ReceiverType }): Item => [
      'Receiver',
      [
        ['OrganId', OrganId],
        ['ReceiverType', ReceiverType],
      ],
    ]);
    return [
      'BussinessDocumentInfo',
      [
        ['DocumentInfo', DocumentInfo],
        ['DocumentReceiver', DocumentReceiver],
        ['ReceiverList', receivers],
      ],
    ];
  }),
  [
    'ReplacementInfoList',
    one.ReplacementInfo?.map(({ DocumentId, OrganId }): Item => {
      const organs = OrganId?.map((code): Item => ['OrganId', code]);
      return [
        'ReplacementInfo',
        [
          ['DocumentId', DocumentId],
          ['OrganIdList', organs],
        ],
      ];
    }),
  ],
  ...(one.StaffInfo ?? []).map((staff): Item => ['StaffInfo', staffItems(staff)]),
];
