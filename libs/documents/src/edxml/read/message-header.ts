import type { MessageHeader, OtherInfo, ResponseFor } from '../model';
import { readOrganisation } from './organisation';
import type { Section } from './section';

/** Header of a document; the order of its elements says nothing. */
export function readMessageHeader(header: Section): MessageHeader {
  const [code, promulgation, type, signer, other] = ['Code', 'PromulgationInfo', 'DocumentType', 'SignerInfo', 'OtherInfo'].map((name) =>
    header.section(name),
  );
  return {
    From: readOrganisation(header.required('From')),
    To: header.sections('To').map(readOrganisation),
    DocumentId: header.requiredText('DocumentId'),
    Code: code && { CodeNumber: code.text('CodeNumber'), CodeNotation: code.text('CodeNotation') },
    PromulgationInfo: promulgation && { Place: promulgation.text('Place'), PromulgationDate: promulgation.date('PromulgationDate') },
    DocumentType: type && { Type: type.integer('Type'), TypeDetail: type.integer('TypeDetail'), TypeName: type.text('TypeName') },
    Subject: header.requiredText('Subject'),
    Content: header.text('Content'),
    SignerInfo: signer && { Competence: signer.text('Competence'), Position: signer.text('Position'), FullName: signer.text('FullName') },
    DueDate: header.date('DueDate'),
    ToPlaces: some(header.section('ToPlaces')?.texts('Place')),
    OtherInfo: other && readOtherInfo(other),
    ResponseFor: some(header.sections('ResponseFor').map(readResponseFor)),
    SteeringType: header.integer('SteeringType'),
    ResponseForTask: some(header.section('ResponseForTask')?.texts('TaskCode')),
    ApplicationType: header.text('ApplicationType'),
  };
}

const readOtherInfo = (section: Section): OtherInfo => ({
  Priority: section.integer('Priority'),
  SphereOfPromulgation: section.text('SphereOfPromulgation'),
  TyperNotation: section.text('TyperNotation'),
  PromulgationAmount: section.integer('PromulgationAmount'),
  PageAmount: section.integer('PageAmount'),
  ReplyFors: section.text('ReplyFors'),
  Direction: section.truth('Direction'),
  ReferenceCodes: section.text('ReferenceCodes'),
  Appendixes: some(section.section('Appendixes')?.texts('Appendix')),
});

export const readResponseFor = (section: Section): ResponseFor => ({
  OrganId: section.text('OrganId'),
  Code: section.text('Code'),
  DocumentId: section.text('DocumentId'),
  PromulgationDate: section.date('PromulgationDate'),
});

/** A list that is empty is as good as none. */
export const some = <T>(list: readonly T[] | undefined): readonly T[] | undefined => (list && list.length > 0 ? list : undefined);
