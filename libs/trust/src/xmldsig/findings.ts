import { type Check, type CheckResult, UnreadableError } from '../verdict/found';

/** Checks in the order in which they are made. */
export class Findings {
  private readonly made: Check[] = [];

  get checks(): readonly Check[] {
    return this.made;
  }

  /** No check failed, and none could not be made. */
  get sound(): boolean {
    return this.made.every(({ result }) => result === 'passed' || result === 'warning');
  }

  get failed(): boolean {
    return this.made.some(({ result }) => result === 'failed');
  }

  add(code: string, result: CheckResult, facts: Check['facts'] = {}): void {
    this.made.push({ code, result, facts });
  }

  /** Something weak that the legacy policy takes is told once. */
  weak(reason: string): void {
    if (!this.made.some(({ code, facts }) => code === 'signature.weak' && facts['reason'] === reason))
      this.add('signature.weak', 'warning', { reason });
  }

  /** Runs what may refuse; a refusal becomes a failed check that says whether it was unreadable or unsupported. */
  attempt<T>(run: () => T, facts: Check['facts'] = {}): T | undefined {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      this.add(error.code, 'failed', { ...facts, refused: error.kind, reason: error.message });
      return undefined;
    }
  }
}
