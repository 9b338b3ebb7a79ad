/** One thing that provisioning would change: shown first, done when agreed. */
export interface Step {
  readonly words: string;
  apply(): Promise<void>;
}
