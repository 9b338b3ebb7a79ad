import { type Check, type FileVerdict, type Judged, type SignatureVerdict, explainCheck } from '@lienthong/trust';
import { type AgencyOf, agencyJson, noAgency } from './agency';

/** A check as it is published (docs/schemas/verdict.schema.json): with its words, since whoever reads it may be no program. */
export const checkJson = ({ code, result, facts }: Check) => ({ code, result, facts, ...explainCheck({ code, result, facts }) });

const judgedJson = ({ standing, subIndication, at, checks }: Judged) => ({
  status: standing,
  ...(subIndication && { subIndication }),
  at: at.toISOString(),
  checks: checks.map(checkJson),
});

function signatureJson(one: SignatureVerdict, agencyOf: AgencyOf) {
  const { format, level, algorithm, coversWhole, timeBasis, claimedAt, signer, chain, timestamps } = one;
  return {
    ...{ format, level, algorithm, coversWhole, timeBasis },
    ...(claimedAt && { claimedAt: claimedAt.toISOString() }),
    whenSigned: judgedJson(one.whenSigned),
    now: judgedJson(one.now),
    ...(signer && { signer }),
    ...agencyMember(one, agencyOf),
    chain,
    timestamps: timestamps.map(({ kind, standing, subIndication, at, by, checks }) => ({
      ...{ kind, status: standing, at: at.toISOString() },
      ...(subIndication && { subIndication }),
      ...(by && { by }),
      checks: checks.map(checkJson),
    })),
  };
}

function agencyMember(one: SignatureVerdict, agencyOf: AgencyOf) {
  const agency = agencyOf(one);
  return agency && { agency: agencyJson(agency) };
}

/** The whole verdict of one file. */
export const verdictJson = (verdict: FileVerdict, agencyOf: AgencyOf = noAgency) => ({
  ...{ format: verdict.format, status: verdict.standing, whenSigned: verdict.whenSigned, now: verdict.now },
  coversWhole: verdict.coversWhole,
  signatures: verdict.signatures.map((one) => signatureJson(one, agencyOf)),
});

/** One line of a batch: short, without the words. */
export function lineJson(id: string | number, verdict: FileVerdict, agencyOf: AgencyOf = noAgency) {
  const { format, standing, whenSigned, now, coversWhole, signatures } = verdict;
  return {
    ...{ id, format, level: signatures[0]?.level ?? '', status: standing, whenSigned, now, coversWhole },
    timestamps: signatures.flatMap(({ timestamps }) =>
      timestamps.map(({ kind, standing, at, by }) => ({ kind, status: standing, at: at.toISOString(), by: by?.subject ?? '' })),
    ),
    signers: signatures.map((one) => {
      const { signer, level, whenSigned, now, claimedAt } = one;
      return {
        ...{
          subject: signer?.subject ?? '',
          issuer: signer?.issuer ?? '',
          serial: signer?.serial ?? '',
          fingerprint: signer?.fingerprint ?? '',
        },
        ...{ level, whenSigned: whenSigned.standing, now: now.standing },
        ...(claimedAt && { claimedAt: claimedAt.toISOString() }),
        ...agencyMember(one, agencyOf),
      };
    }),
    checks: signatures.flatMap(({ whenSigned, now }, signature) => [
      ...whenSigned.checks.map((check) => ({ signature, time: 'whenSigned', ...check })),
      ...now.checks.map((check) => ({ signature, time: 'now', ...check })),
    ]),
  };
}
