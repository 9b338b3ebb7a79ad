/** Fields under the element names of QCVN 102:2016, as the national library reads them. Dates `yyyy-mm-dd`, times with +07:00. */
export interface Organisation {
  readonly OrganId: string;
  readonly OrganizationInCharge?: string;
  readonly OrganName?: string;
  readonly OrganAdd?: string;
  readonly Email?: string;
  readonly Telephone?: string;
  readonly Fax?: string;
  readonly Website?: string;
}

export interface ResponseFor {
  readonly OrganId?: string;
  readonly Code?: string;
  readonly DocumentId?: string;
  readonly PromulgationDate?: string;
}

export interface StaffInfo {
  readonly Department?: string;
  readonly DepartmentId?: string;
  readonly Staff?: string;
  readonly StaffId?: string;
  readonly Email?: string;
  readonly Mobile?: string;
}

export interface OtherInfo {
  /** 0 ordinary, 1 urgent, 2 very urgent, 3 most urgent, 4 at a fixed hour. */
  readonly Priority?: number;
  readonly SphereOfPromulgation?: string;
  readonly TyperNotation?: string;
  readonly PromulgationAmount?: number;
  readonly PageAmount?: number;
  readonly ReplyFors?: string;
  readonly Direction?: boolean;
  readonly ReferenceCodes?: string;
  readonly Appendixes?: readonly string[];
}

export interface MessageHeader {
  readonly From: Organisation;
  readonly To: readonly Organisation[];
  readonly DocumentId: string;
  readonly Code?: { readonly CodeNumber?: string; readonly CodeNotation?: string };
  readonly PromulgationInfo?: { readonly Place?: string; readonly PromulgationDate?: string };
  readonly DocumentType?: { readonly Type?: number; readonly TypeDetail?: number; readonly TypeName?: string };
  readonly Subject: string;
  readonly Content?: string;
  readonly SignerInfo?: { readonly Competence?: string; readonly Position?: string; readonly FullName?: string };
  readonly DueDate?: string;
  readonly ToPlaces?: readonly string[];
  readonly OtherInfo?: OtherInfo;
  readonly ResponseFor?: readonly ResponseFor[];
  /** 1 no direction, 2 direction, 3 report; 0 where nobody said. */
  readonly SteeringType?: number;
  readonly ResponseForTask?: readonly string[];
  readonly ApplicationType?: string;
}

export interface StatusHeader {
  readonly From: Organisation;
  readonly ResponseFor: ResponseFor;
  readonly StaffInfo?: StaffInfo;
  readonly StatusCode: string;
  readonly Description?: string;
  readonly Timestamp: string;
}

export interface Receiver {
  readonly OrganId: string;
  /** 0 taken off, 1 added. */
  readonly ReceiverType?: string;
}

/** Spelled as in the standard. */
export interface Bussiness {
  /** The document that is recalled or updated; where it is left out, the message's own id says it. */
  readonly DocumentId?: string;
  /** 0 new, 1 recall, 2 update, 3 replacement. */
  readonly BussinessDocType?: string;
  readonly BussinessDocReason?: string;
  readonly Paper?: string;
  readonly BussinessDocumentInfo?: readonly {
    readonly DocumentInfo?: string;
    readonly DocumentReceiver?: string;
    readonly Receiver?: readonly Receiver[];
  }[];
  readonly ReplacementInfo?: readonly { readonly DocumentId: string; readonly OrganId?: readonly string[] }[];
  readonly StaffInfo?: readonly StaffInfo[];
}

export interface TraceHeaderList {
  readonly Paper?: string;
  readonly TraceHeader?: readonly { readonly OrganId?: string; readonly Timestamp?: string }[];
  readonly Bussiness?: Bussiness;
}

/** What the first signature in the header says of itself; whether it is right is not told here. */
export interface SignatureFields {
  readonly CanonicalizationMethod?: string;
  readonly SignatureMethod?: string;
  readonly Reference: readonly SignatureReference[];
  readonly SignatureValue?: string;
  readonly X509SubjectName?: string;
  readonly X509Certificate?: string;
}

export interface SignatureReference {
  readonly URI?: string;
  readonly Transforms?: readonly string[];
  readonly DigestMethod?: string;
  readonly DigestValue?: string;
}

export interface ManifestEntry {
  /** Without one leading `cid:`. */
  readonly ContentId: string;
  readonly ContentType?: string;
  readonly AttachmentName?: string;
  readonly Description?: string;
}

export interface AttachmentFields {
  readonly ContentId: string;
  readonly AttachmentName: string;
  readonly Description?: string;
  readonly ContentType?: string;
  /** As said, else the name's extension; `unk` without one. */
  readonly Format: string;
  readonly FieldName?: string;
  readonly MimeType?: string;
  /** Octets and SHA-256 (lower-case hex) of the file itself, out of its ZIP if it came in one. */
  readonly bytes: number;
  readonly sha256: string;
}

export interface DocumentFields {
  readonly kind: 'edoc';
  readonly MessageHeader: MessageHeader;
  readonly TraceHeaderList?: TraceHeaderList;
  readonly Signature?: SignatureFields;
  readonly Manifest: readonly ManifestEntry[];
  readonly Attachment: readonly AttachmentFields[];
}

export interface StatusFields {
  readonly kind: 'status';
  readonly MessageHeader: StatusHeader;
  readonly TraceHeaderList?: TraceHeaderList;
  readonly Signature?: SignatureFields;
}

export type EdxmlFields = DocumentFields | StatusFields;

/** Octets of the file as it came: `[start, end)`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface EdxmlAttachment {
  /** Without any leading `cid:`. */
  readonly id: string;
  readonly name: string;
  /** What base64 carried; the same object as `file` where no ZIP was around it. */
  readonly transferred: Uint8Array;
  readonly file: Uint8Array;
  /** Of the base64 text. */
  readonly range: ByteRange;
}

/** Where the parts of the message lie in its bytes. */
export interface EdxmlParts {
  readonly envelope: ByteRange;
  readonly messageHeader: ByteRange;
  readonly traceHeaderList?: ByteRange;
  readonly manifest?: ByteRange;
  readonly signatures: readonly ByteRange[];
}

interface Common {
  /** As they came; nothing is ever written anew from the fields. */
  readonly bytes: Uint8Array;
  readonly parts: EdxmlParts;
  /** `MessageHeader` as a path of `@lienthong/xml`, for those who ask what a signature covers. */
  readonly headerPath: string;
  /** That of `MessageHeader`. */
  readonly namespace: string;
  readonly attachments: readonly EdxmlAttachment[];
  /** Every signature of the file, in document order; `fields` shows the one of the header. */
  readonly signatures: readonly SignatureFields[];
}

export interface EdxmlMessage extends Common {
  readonly kind: 'new' | 'recall' | 'update' | 'replacement';
  readonly fields: DocumentFields;
}

export interface EdxmlStatus extends Common {
  readonly kind: 'status';
  readonly fields: StatusFields;
}

export type EdxmlDocument = EdxmlMessage | EdxmlStatus;
