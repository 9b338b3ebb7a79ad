import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A city's size: departments, wards, hospitals, schools; and the systems that its sysadmins have connected. */
export const many = { parties: 1_000, connectors: 300 } as const;

/** A copy of the configuration in `from` with so many parties and connectors more; nothing is sent to any of them. */
export async function manyParties(from: string, to: string): Promise<string> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  await mkdir(join(to, 'parties'), { recursive: true });
  const parties = numbers(many.parties).map((n) => `- { code: ${codeOf(n)}, name: { vi: Đơn vị ${n}, en: Unit ${n} }, kind: ward }`);
  await writeFile(join(to, 'parties', 'many.yaml'), `${parties.join('\n')}\n`);
  for (const n of numbers(many.connectors)) await writeFile(join(to, 'connectors', `many-${n}.yaml`), connector(n));
  return to;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

const codeOf = (n: number): string => `000.${String(100 + Math.floor(n / 100))}.${String(10 + (n % 100)).padStart(2, '0')}.H26`;

const connector = (n: number): string =>
  [
    `name: many-${n}`,
    'adapter: portal',
    'zone: portal',
    `parties: [${codeOf(n)}]`,
    'config:',
    '  sink:',
    `    baseUrl: http://127.0.0.1:1`,
    '    username: nobody',
    '    passwordFile: ${data}/secrets/dvcqg.password',
    '    dstcode: 000.99.01.H26',
    '    madonvi: 000.99.00.H26',
    '',
  ].join('\n');
