import type { MessageHeader, Organisation, OtherInfo, ResponseFor, StaffInfo, StatusHeader } from '../model';
import { dateItem, type Item, timeItem } from './item';

/** In the order of the national Java library. */
export function messageHeaderItems(header: MessageHeader): Item[] {
  const { Code, PromulgationInfo, DocumentType, SignerInfo, OtherInfo: other } = header;
  return [
    ['From', organisationItems(header.From)],
    ...header.To.map((to): Item => ['To', organisationItems(to)]),
    ['DocumentId', header.DocumentId],
    ['Code', Code && [['CodeNumber', Code.CodeNumber] as const, ['CodeNotation', Code.CodeNotation] as const]],
    [
      'PromulgationInfo',
      PromulgationInfo && [['Place', PromulgationInfo.Place], dateItem('PromulgationDate', PromulgationInfo.PromulgationDate)],
    ],
    [
      'DocumentType',
      DocumentType && [
        ['Type', DocumentType.Type],
        ['TypeDetail', DocumentType.TypeDetail],
        ['TypeName', DocumentType.TypeName],
      ],
    ],
    ['Subject', header.Subject],
    ['Content', header.Content],
    [
      'SignerInfo',
      SignerInfo && [
        ['Competence', SignerInfo.Competence],
        ['Position', SignerInfo.Position],
        ['FullName', SignerInfo.FullName],
      ],
    ],
    dateItem('DueDate', header.DueDate),
    ['OtherInfo', other && otherInfoItems(other)],
    ...(header.ResponseFor ?? []).map((one): Item => ['ResponseFor', responseForItems(one)]),
    ['SteeringType', header.SteeringType],
    ['ResponseForTask', header.ResponseForTask?.map((code): Item => ['TaskCode', code])],
    ['ApplicationType', header.ApplicationType],
    ['ToPlaces', header.ToPlaces?.map((place): Item => ['Place', place])],
  ];
}

export const statusHeaderItems = (header: StatusHeader): Item[] => [
  ['From', organisationItems(header.From)],
  ['ResponseFor', responseForItems(header.ResponseFor)],
  ['StaffInfo', header.StaffInfo && staffItems(header.StaffInfo)],
  ['StatusCode', header.StatusCode],
  ['Description', header.Description],
  timeItem('Timestamp', header.Timestamp),
];

const organisationItems = (one: Organisation): Item[] => [
  ['OrganId', one.OrganId],
  ['OrganizationInCharge', one.OrganizationInCharge],
  ['OrganName', one.OrganName],
  ['OrganAdd', one.OrganAdd],
  ['Email', one.Email],
  ['Telephone', one.Telephone],
  ['Fax', one.Fax],
  ['Website', one.Website],
];

export const staffItems = (staff: StaffInfo): Item[] => [
  ['Department', staff.Department],
  ['DepartmentId', staff.DepartmentId],
  ['Staff', staff.Staff],
  ['StaffId', staff.StaffId],
  ['Email', staff.Email],
  ['Mobile', staff.Mobile],
];

const responseForItems = (one: ResponseFor): Item[] => [
  ['OrganId', one.OrganId],
  ['Code', one.Code],
  ['DocumentId', one.DocumentId],
  dateItem('PromulgationDate', one.PromulgationDate),
];

const otherInfoItems = (other: OtherInfo): Item[] => [
  ['Priority', other.Priority],
  ['SphereOfPromulgation', other.SphereOfPromulgation],
  ['TyperNotation', other.TyperNotation],
  ['PromulgationAmount', other.PromulgationAmount],
  ['PageAmount', other.PageAmount],
  ['ReplyFors', other.ReplyFors],
  ['Direction', other.Direction],
  ['ReferenceCodes', other.ReferenceCodes],
  ['Appendixes', other.Appendixes?.map((one): Item => ['Appendix', one])],
];
