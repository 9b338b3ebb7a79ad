/** Namespace of QCVN 102:2016/BTTTT; that of the older eDoc whose gateways still pass messages on; none, into which .NET puts what is nested. */
export const edxmlNamespace = 'http://www.mic.gov.vn/TBT/QCVN_102_2016';
const known: ReadonlySet<string> = new Set([edxmlNamespace, 'http://www.e-doc.vn/Schema/', '']);

export const isEdxmlNamespace = (namespace: string): boolean => known.has(namespace);

/** `edXMLEnvelope` and `EdXMLEnvelope` are one: old senders write the root and what is named after it in another case. */
export const sameName = (one: string, other: string): boolean =>
  one === other || (/^edxml/i.test(one) && one.toLowerCase() === other.toLowerCase());

/** Elements of which a message has one at the most, in whatever namespace, and what each must stand in. */
export const skeleton: ReadonlyMap<string, string> = new Map([
  ['edxml', ''],
  ['edxmlenvelope', 'edxml'],
  ['edxmlheader', 'edxmlenvelope'],
  ['messageheader', 'edxmlheader'],
  ['traceheaderlist', 'edxmlheader'],
  ['edxmlbody', 'edxmlenvelope'],
  ['edxmlmanifest', 'edxmlbody'],
  ['attachmentencoded', 'edxml'],
]);

const within = (parts: readonly string[], ...names: readonly string[]): [string, readonly string[]][] =>
  names.flatMap((line) => line.split(' ')).map((name) => [name, parts]);

/**
 * All else that a reader takes by name, and the parts of a message that it stands in: the national library asks for no namespace, so what has one of
 * these in another could be read by it.
 */
export const vocabulary: ReadonlyMap<string, readonly string[]> = new Map([
  ...within(
    ['messageheader', 'traceheaderlist'],
    'From To OrganId OrganizationInCharge OrganName OrganAdd Email Telephone Fax Website',
    'DocumentId Code CodeNumber CodeNotation PromulgationInfo Place PromulgationDate DocumentType Type TypeDetail TypeName Subject Content',
    'SignerInfo Competence Position FullName DueDate ToPlaces OtherInfo Priority SphereOfPromulgation TyperNotation PromulgationAmount PageAmount',
    'ReplyFors Direction ReferenceCodes Appendixes Appendix ResponseFor SteeringType ResponseForTask TaskCode ApplicationType StatusCode',
    'Paper TraceHeader Timestamp Bussiness BussinessDocType BussinessDocReason BussinessDocumentInfo DocumentInfo DocumentReceiver ReceiverList',
    'Receiver ReceiverType ReplacementInfoList ReplacementInfo OrganIdList StaffInfo Department DepartmentId Staff StaffId Mobile',
  ),
  ...within(['edxmlmanifest', 'attachmentencoded'], 'ContentId AttachmentName ContentType Format FieldName MimeType'),
  ...within(['attachmentencoded'], 'Attachment ContentTransferEncoded'),
  ...within(['messageheader', 'traceheaderlist', 'edxmlmanifest', 'attachmentencoded'], 'Description'),
]);
