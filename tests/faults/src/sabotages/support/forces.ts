import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A file that a Java process synced to disk (fsync, fdatasync), and when it was done: milliseconds since 1970. */
export interface Force {
  readonly path: string;
  readonly at: number;
}

export interface Recording {
  end(): Promise<Force[]>;
}

const run = async (program: 'jcmd' | 'jfr', ...args: string[]): Promise<string> =>
  (await promisify(execFile)(program, args, { maxBuffer: 256 << 20 })).stdout;

/** Flight Recorder notes every FileChannel.force of a running Java process: it comes with each JDK. */
export async function recordForces(pid: number, dir: string): Promise<Recording> {
  const [name, file] = ['forces', join(dir, 'forces.jfr')];
  const said = await run(
    'jcmd',
    String(pid),
    'JFR.start',
    `name=${name}`,
    'settings=none',
    '+jdk.FileForce#enabled=true',
    '+jdk.FileForce#threshold=0ns',
  );
  if (!said.includes('Started recording')) throw new Error(`Flight Recorder did not start: ${said}`);
  return {
    end: async () => {
      await run('jcmd', String(pid), 'JFR.stop', `name=${name}`, `filename=${file}`);
      return forcesIn(await run('jfr', 'print', '--json', '--events', 'jdk.FileForce', file));
    },
  };
}

interface Printed {
  readonly recording: {
    readonly events: readonly { readonly values: { readonly startTime: string; readonly duration: string; readonly path: string } }[];
  };
}

const forcesIn = (json: string): Force[] =>
  (JSON.parse(json) as Printed).recording.events.map(({ values: { startTime, duration, path } }) => ({
    path,
    at: Date.parse(startTime) + 1_000 * Number(/^PT([\d.]+)S$/.exec(duration)?.[1] ?? 0),
  }));
