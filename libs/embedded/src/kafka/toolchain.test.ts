import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchKafka } from './fetch';
import { javaMajor } from './toolchain';

describe('what Kafka needs on the machine', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_392"', 8],
    ['Unable to locate a Java Runtime.', undefined],
  ])('reads %s', (text, major) => {
    expect(javaMajor(text)).toBe(major);
  });

  describe('when something is missing', () => {
    let bin: string;
    const program = async (name: string, script: string): Promise<string> => {
      const file = join(bin, name);
      await writeFile(file, `#!/bin/sh\n${script}\n`);
      await chmod(file, 0o755);
      return file;
    };
    beforeEach(async () => {
      bin = await mkdtemp(join(tmpdir(), 'bin-'));
      await writeFile(join(bin, 'pom.xml'), '<project/>');
    });
    afterEach(() => rm(bin, { recursive: true }));

    it.each([
      ['embedded.java-missing', '', '', /apt-get install/],
      ['embedded.java-old', `echo 'openjdk version "11.0.2"' >&2`, '', /Java 11/],
      ['embedded.maven-missing', `echo 'openjdk version "17.0.1"' >&2`, '', /apt-get install/],
      [
        'embedded.fetch-failed',
        `echo 'openjdk version "17.0.1"' >&2`,
        `[ "$1" = --version ] || { echo 'repository down'; exit 1; }`,
        /repository down/,
      ],
    ])('says %s', async (code, javaScript, mvnScript, sentence) => {
      const java = javaScript ? await program('java', javaScript) : join(bin, 'no-java');
      const mvn = mvnScript ? await program('mvn', mvnScript) : join(bin, 'no-mvn');
      const fetching = fetchKafka({ cacheDir: bin, pom: join(bin, 'pom.xml'), java, mvn });
      await expect(fetching).rejects.toMatchObject({
        code,
        sentence: { vi: expect.stringMatching(sentence), en: expect.stringMatching(sentence) },
      });
    });
  });
});
