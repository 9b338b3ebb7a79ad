import { Refusal } from '../refusal';

/** Bytes that all requests under way hold together, in memory and on disk. */
export class UploadBudget {
  private held = 0;

  constructor(private readonly bytes: number) {}

  /** @throws Refusal `gateway.no-room` */
  take(bytes: number): void {
    if (this.held + bytes > this.bytes) throw new Refusal('gateway.no-room');
    this.held += bytes;
  }

  give(bytes: number): void {
    this.held -= bytes;
  }
}
