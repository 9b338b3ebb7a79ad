import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedError, type Sentence } from '../errors';
import { lastLines, run } from '../host/run';
import { requireJava, requireMaven } from './toolchain';

export const KAFKA_VERSION = '4.4.0';

export interface FetchKafka {
  readonly cacheDir: string;
  /** The pom.xml whose runtime dependencies are the broker. */
  readonly pom: string;
  readonly onProgress?: (sentence: Sentence) => void;
  readonly java?: string;
  readonly mvn?: string;
}

/** Copies the broker's jars to `<cacheDir>/kafka-<version>/libs` unless the same pom did so before; answers that folder's parent, the `home` of startKafka. */
export async function fetchKafka({ cacheDir, pom, onProgress, java = 'java', mvn = 'mvn' }: FetchKafka): Promise<string> {
  const home = join(cacheDir, `kafka-${KAFKA_VERSION}`);
  const marker = join(home, 'complete');
  await requireJava(java);
  const wanted = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex');
  const complete = async (): Promise<boolean> => (await readFile(marker, 'utf8').catch(() => '')) === wanted;
  if (await complete()) return home;

  await requireMaven(mvn);
  onProgress?.({ vi: `Đang tải Kafka ${KAFKA_VERSION} bằng Maven…`, en: `Fetching Kafka ${KAFKA_VERSION} by Maven…` });
  const fresh = await copyJars(mvn, pom, home);
  if (await complete()) {
    await rm(fresh, { recursive: true });
    return home;
  }
  await rm(join(home, 'libs'), { recursive: true, force: true });
  await rename(fresh, join(home, 'libs'));
  await writeFile(marker, wanted);
  return home;
}

// Copied beside, to be renamed: a run that was interrupted leaves no half-filled folder behind, and of two at once one wins.
async function copyJars(mvn: string, pom: string, home: string): Promise<string> {
  const fresh = join(home, `libs.${String(process.pid)}`);
  await mkdir(home, { recursive: true });
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${fresh}`];
  const { code, output } = await run(mvn, ['-q', '-B', '-f', pom, ...goal]);
  if (code === 0) return fresh;
  await rm(fresh, { recursive: true, force: true });
  throw new EmbeddedError('embedded.fetch-failed', {
    vi: `Maven không tải được Kafka (mã ${String(code)}). Hãy kiểm tra mạng hoặc kho Maven trong ~/.m2/settings.xml rồi chạy lại.\n${lastLines(output)}`,
    en: `Maven could not fetch Kafka (code ${String(code)}). Check the network or the Maven repository in ~/.m2/settings.xml, then run again.\n${lastLines(output)}`,
  });
}
