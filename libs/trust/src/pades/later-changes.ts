import { check } from '../cms/check';
import type { Check, CheckResult } from '../verdict/found';
import { type Changes, compareRevisions } from './changes/compare';
import type { ChangeClass } from './changes/comparison';
import type { PdfDocument } from './document';
import { type Permissions, permissionsOf } from './permissions';
import type { SignatureValue } from './signature-value';

/**
 * What was done to the file after a signature, and whether that leaves the signature standing: nothing, validation data, time stamps and
 * further signatures do; filled-in forms are told; notes on pages only where the author allowed them; everything else breaks it.
 */
export function checkLaterChanges(before: PdfDocument, after: PdfDocument, { dictionary }: SignatureValue): Check {
  const changes = compareRevisions(before, after);
  const permissions = permissionsOf(before, dictionary.entries);
  const results = [...changes.classes.keys()].map((change) => ({ change, result: judge(change, changes, permissions) }));
  const worst = (['failed', 'warning'] as const).find((one) => results.some(({ result }) => result === one)) ?? 'passed';
  const reason = results.find(({ result }) => result === worst)?.change;
  return check('scope.later-changes', worst, {
    changes: [...changes.classes.keys()].sort().join(' ') || 'none',
    revisions: String(after.xref.sections.length - before.xref.sections.length),
    ...(permissions.level && { docMdp: String(permissions.level) }),
    ...(worst !== 'passed' && reason && { reason: `${reason}: ${changes.classes.get(reason) ?? ''}` }),
  });
}

function judge(change: ChangeClass, { filled }: Changes, { level, isLocked }: Permissions): CheckResult {
  switch (change) {
    case 'dss':
    case 'timestamp':
    case 'metadata':
      return 'passed';
    case 'signature':
      return level === 1 ? 'failed' : 'passed';
    case 'form':
      return level === 1 || [...filled].some(isLocked) ? 'failed' : 'warning';
    case 'structure':
      return level === 1 ? 'failed' : 'warning';
    case 'annotation':
      return level === 3 ? 'warning' : 'failed';
    case 'content':
      return 'failed';
  }
}
