import { isRecord, parseJson } from '@lienthong/message';
import { Unacceptable, type VerifySignature } from '../one-stop/verify';
import type { DepartmentName } from '../pki/model';
import { Journal } from '../store/journal';
import type { Assigned } from './model';

type Line = Omit<Assigned, 'body'> & { readonly body: string };

/** The dossiers of all departments: each delivery once, on disk before it is answered. */
export class FileRoom {
  private readonly kept = new Map<string, Promise<void>>();
  private readonly all: Assigned[] = [];

  private constructor(
    private readonly journal: Journal<Line>,
    private readonly verify: VerifySignature,
    private readonly onDossier: (dossier: Assigned) => void,
  ) {
    for (const line of journal.all()) {
      this.all.push({ ...line, body: Buffer.from(line.body, 'base64') });
      this.kept.set(line.deliveryId, Promise.resolve());
    }
  }

  static async open(file: string, verify: VerifySignature, onDossier: (dossier: Assigned) => void): Promise<FileRoom> {
    return new FileRoom(await Journal.open<Line>(file), verify, onDossier);
  }

  dossiers(): readonly Assigned[] {
    return this.all;
  }

  /** Throws {@link Unacceptable} for what the one-stop system did not sign, or what is no dossier. */
  async take(desk: DepartmentName, deliveryId: string, jws: string, body: Uint8Array, now: Date): Promise<void> {
    await this.verify(jws, body, now);
    const there = this.kept.get(deliveryId);
    if (there) return there;
    const dossier = { desk, deliveryId, code: codeIn(body), body };
    const kept = this.journal.append({ ...dossier, body: Buffer.from(body).toString('base64') });
    this.kept.set(deliveryId, kept);
    await kept;
    this.all.push(dossier);
    this.onDossier(dossier);
  }

  close(): Promise<void> {
    return this.journal.close();
  }
}

function codeIn(body: Uint8Array): string {
  const event = parseJson(body);
  const data = isRecord(event) && event['type'] === 'dossier.submitted' ? event['data'] : undefined;
  const dossier = isRecord(data) ? data['dossier'] : undefined;
  const code = isRecord(dossier) ? dossier['code'] : undefined;
  if (!isRecord(event) || typeof code !== 'string' || event['subject'] !== code)
    throw new Unacceptable('event.type', 'only dossier.submitted is taken here, and its subject is the code');
  return code;
}
