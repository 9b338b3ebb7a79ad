import { explain } from '@lienthong/message';
import type { SignatureVerdict } from '@lienthong/trust';
import { checkJson } from '../verify/verdict-json';
import { type AttachmentSignature, type DocumentReport, type Integrity, standingIn, type TransportSignature } from './report';

/** As one line of a batch: short. `reason` is a code of docs/errors.md, `''` where the document is taken. */
export function lineJson(id: string | number, report: DocumentReport) {
  return { id, ...reportJson(report, false) };
}

/** The whole report; `checks` with every check of every signature and its words. */
export function reportJson(report: DocumentReport, withChecks: boolean) {
  const { outcome, fault, fields, headerCovered, signatures, attachmentSignatures, isJudged } = report;
  return {
    ...{ outcome, reason: fault?.code ?? '', ...(fault && { detail: detailOf(fault) }), fields, headerCovered },
    signatures: signatures.map((one) => transportJson(one, isJudged, withChecks)),
    attachmentSignatures: attachmentSignatures.map((one) => withinJson(one, isJudged, withChecks)),
  };
}

function detailOf({ code, field, line, column }: NonNullable<DocumentReport['fault']>) {
  const { vi, en, next } = explain(code);
  return { ...(field !== undefined && { field }), ...(line !== undefined && { line, column }), vi, en, next };
}

function transportJson(one: TransportSignature, isJudged: boolean, withChecks: boolean) {
  const { namespace, integrity, value, references, coversHeader } = one;
  return { ...{ namespace, integrity, value, references, coversHeader }, ...verdictJson(one.verdict, integrity, isJudged, withChecks) };
}

function withinJson(one: AttachmentSignature, isJudged: boolean, withChecks: boolean) {
  const { attachment, name, integrity, unreadable, verdict } = one;
  return {
    ...{ attachment, name, integrity, ...(unreadable !== undefined && { unreadable }) },
    ...(verdict && verdictJson(verdict, integrity, isJudged, withChecks)),
  };
}

function verdictJson(verdict: SignatureVerdict, integrity: Integrity, isJudged: boolean, withChecks: boolean) {
  const { format, level, algorithm, coversWhole, timeBasis, claimedAt, signer, whenSigned, now } = verdict;
  return {
    ...{ format, level, algorithm, coversWhole, timeBasis, ...(claimedAt && { claimedAt: claimedAt.toISOString() }) },
    ...{ whenSigned: standingIn(isJudged, integrity, whenSigned.standing), now: standingIn(isJudged, integrity, now.standing) },
    ...(isJudged && whenSigned.subIndication && { subIndication: whenSigned.subIndication }),
    ...(signer && { signer: signer.subject, issuer: signer.issuer, serial: signer.serial, certificateSha256: signer.fingerprint }),
    ...(withChecks && { checks: { whenSigned: whenSigned.checks.map(checkJson), now: now.checks.map(checkJson) } }),
  };
}
