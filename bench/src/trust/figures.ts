import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { round } from '../figures';
import { jdkVerdict } from './jdk';
import { materialsIn } from './materials';
import { chainCost, jwsCost, xmlVerdict } from './measure';
import { residentFor } from './memory';

/** Processor time in microseconds, memory in MiB; the one object that `--json` ends with. */
export type TrustFigures = Readonly<
  Record<
    | 'xmlMicros'
    | 'jdkXmlMicros'
    | 'xmlToJdk'
    | 'jwsMicros'
    | 'jwsMathematicsMicros'
    | 'chainCachedMicros'
    | 'chainColdMicros'
    | 'pdf50ResidentMiB',
    number
  >
>;

/** What verifying costs, beside the JDK in the same run. */
export async function measureTrust(say: (what: string) => void): Promise<TrustFigures> {
  const dir = await mkdtemp(join(tmpdir(), 'lienthong-bench-trust-'));
  try {
    say('materials');
    const materials = await materialsIn(dir);
    say('XML');
    const [xml, jdk] = [await xmlVerdict(materials), jdkVerdict(materials, dir)];
    say('JWS');
    const jws = await jwsCost(materials);
    say('chains');
    const chain = await chainCost(materials);
    say('PDF');
    return {
      ...{ xmlMicros: round(xml), jdkXmlMicros: round(jdk), xmlToJdk: round(xml / jdk, 2) },
      ...{ jwsMicros: round(jws.whole, 1), jwsMathematicsMicros: round(jws.mathematics, 1) },
      ...{ chainCachedMicros: round(chain.cached, 2), chainColdMicros: round(chain.cold) },
      pdf50ResidentMiB: round(await residentFor(materials, dir, 50 * 1_024 * 1_024)),
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
