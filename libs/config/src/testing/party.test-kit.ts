/** A further party of the good directory; `certificate` is the first line of its only binding. */
export const party = (code: string, certificate: string): string =>
  `- code: ${code}\n  name: { vi: X, en: X }\n  kind: ward\n  certificates:\n    - ${certificate}\n      approvedBy: test\n`;
