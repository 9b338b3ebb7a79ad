import { list, moment, object, text } from '../json-schema';

/** JSON Schema 2020-12 of version `dossier/1`. Codes and statuses are only bounded here: rules of their own say what is wrong with them. */
const named = object({ code: text(60, 1), name: text(500, 1) });

const applicant = object(
  {
    kind: { enum: ['citizen', 'enterprise'] },
    name: text(200, 1),
    idNumber: { type: 'string', pattern: '^([0-9]{9}|[0-9]{12}|[0-9]{10}(-[0-9]{3})?)$' },
    email: { type: 'string', maxLength: 254, format: 'email' },
    phone: text(30),
    address: text(500),
  },
  ['email', 'phone', 'address'],
);

/** A link, or in a submission the file itself: 16 MiB of bytes at most, however large a message may be. */
const longestUrl = 22_400_000;

const attachment = object({
  id: text(100, 1),
  name: text(200, 1),
  component: text(60),
  url: text(longestUrl, 1),
  sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
});

const fee = object({
  code: text(60, 1),
  name: text(500, 1),
  amount: { type: 'integer', minimum: 0, maximum: 1_000_000_000_000 },
  due: { enum: ['receipt', 'supplement', 'result'] },
  kind: { enum: ['ordinary', 'appraisal', 'extension'] },
});

const paper = object({ name: text(500, 1), quantity: { type: 'integer', minimum: 0, maximum: 10_000 }, kind: text(60) }, ['kind']);

const supplement = object(
  {
    id: text(100, 1),
    requestedBy: text(200, 1),
    content: text(2_000, 1),
    requestedAt: moment,
    received: object({ by: text(200, 1), note: text(2_000), at: moment }, ['note']),
    papers: list(paper),
    fees: list(fee),
    due: object({ before: moment, after: moment }),
  },
  ['received', 'papers', 'fees', 'due'],
);

const form = {
  type: 'object',
  maxProperties: 200,
  propertyNames: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]{0,59}$' },
  additionalProperties: text(4_000),
} as const;

const dossier = object(
  {
    code: text(60, 1),
    procedure: named,
    field: named,
    applicant,
    summary: text(1_000, 1),
    channel: { enum: ['counter', 'online', 'post'] },
    resultReturn: { enum: ['counter', 'post'] },
    submittedAt: moment,
    agency: object({ code: { type: 'string', maxLength: 35, format: 'agency-code' }, name: text(300, 1) }),
    attachments: { type: 'array', maxItems: 100, items: attachment },
    form,
  },
  ['resultReturn', 'form'],
);

const received = object({ dossier, receiptNumber: text(60, 1), receivedAt: moment, dueAt: moment });

export const submittedSchema = { $id: 'dossier.submitted/1', ...object({ dossier }) };

export const statusChangedSchema = {
  $id: 'dossier.status-changed/1',
  ...object(
    {
      code: text(60, 1),
      from: text(10, 1),
      to: text(10, 1),
      at: moment,
      officer: object({ name: text(200, 1), title: text(200), department: text(300) }, ['title', 'department']),
      content: text(2_000),
      work: object({ startedAt: moment, dueAt: moment }, ['startedAt', 'dueAt']),
      fees: list(fee),
      paid: { type: 'boolean' },
      supplements: list(supplement),
      results: list(attachment),
      otherPapers: list(paper),
      finishedAt: moment,
      returned: object({ at: moment, note: text(1_000) }, ['note']),
      received,
    },
    ['work', 'fees', 'paid', 'supplements', 'results', 'otherPapers', 'finishedAt', 'returned', 'received'],
  ),
};
