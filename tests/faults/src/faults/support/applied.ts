import type { Town } from '../../model';

/** Activates what the files say; answers the version. */
export async function applied({ hub }: Town): Promise<number> {
  const { code, stdout, stderr } = await hub('config', 'apply');
  const version = Number(/rules version (\d+)/.exec(stdout)?.[1]);
  if (code !== 0 || !version) throw new Error(`hub config apply ended with ${code}: ${stdout}${stderr}`);
  return version;
}
