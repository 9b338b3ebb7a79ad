import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { round } from '../figures';
import { materialsIn } from '../trust/materials';
import { signedDocument } from './message';
import { type StepCosts, stepCosts, steps } from './steps';

export interface EdxmlFigures {
  readonly bytes: number;
  readonly micros: StepCosts;
  readonly sumMicros: number;
  /** Messages a second if all processors did nothing else. */
  readonly limit: number;
}

/** What a signed electronic document costs beyond what every message costs. */
export async function measureEdxml(): Promise<EdxmlFigures> {
  const dir = await mkdtemp(join(tmpdir(), 'lienthong-bench-edxml-'));
  try {
    const { signer, at } = await materialsIn(dir);
    const document = await signedDocument(signer, at);
    const micros = await stepCosts(document);
    const sum = steps.reduce((total, step) => total + micros[step], 0);
    return { bytes: document.length, micros, sumMicros: round(sum), limit: round((availableParallelism() * 1e6) / sum) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
