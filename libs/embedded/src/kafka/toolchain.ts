import { EmbeddedError } from '../errors';
import { run } from '../host/run';

const JDK_HINT = 'apt-get install -y default-jdk-headless';
const NEWER_JDK_HINT = 'apt-get install -y openjdk-17-jdk-headless';
const MAVEN_HINT = 'apt-get install -y maven';

/** Major version out of `java -version` ("17.0.15" → 17, "1.8.0_392" → 8); undefined when the text is something else. */
export function javaMajor(text: string): number | undefined {
  const found = /version "(?:1\.)?(\d+)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Rejects with `embedded.java-missing` or `embedded.java-old` (Kafka's server classes are Java 17 bytecode). */
export async function requireJava(java: string): Promise<void> {
  const { output } = await run(java, ['-version']).catch((cause: unknown) => {
    throw new EmbeddedError(
      'embedded.java-missing',
      {
        vi: `Không tìm thấy lệnh '${java}'. Kafka cần JDK 17 trở lên; trên Debian hoặc Ubuntu hãy chạy: ${JDK_HINT}`,
        en: `The command '${java}' was not found. Kafka needs JDK 17 or newer; on Debian or Ubuntu run: ${JDK_HINT}`,
      },
      { cause },
    );
  });
  const major = javaMajor(output);
  if (major !== undefined && major >= 17) return;
  const seen = major === undefined ? (output.split('\n')[0] ?? '') : `Java ${String(major)}`;
  throw new EmbeddedError('embedded.java-old', {
    vi: `Kafka cần JDK 17 trở lên, máy này có: ${seen}. Trên Debian hoặc Ubuntu hãy chạy: ${NEWER_JDK_HINT}`,
    en: `Kafka needs JDK 17 or newer, this machine has: ${seen}. On Debian or Ubuntu run: ${NEWER_JDK_HINT}`,
  });
}

/** Rejects with `embedded.maven-missing`. */
export async function requireMaven(mvn: string): Promise<void> {
  await run(mvn, ['--version']).catch((cause: unknown) => {
    throw new EmbeddedError(
      'embedded.maven-missing',
      {
        vi: `Không tìm thấy lệnh '${mvn}'. Maven tải các tệp jar của Kafka; trên Debian hoặc Ubuntu hãy chạy: ${MAVEN_HINT}`,
        en: `The command '${mvn}' was not found. Maven fetches Kafka's jars; on Debian or Ubuntu run: ${MAVEN_HINT}`,
      },
      { cause },
    );
  });
}
