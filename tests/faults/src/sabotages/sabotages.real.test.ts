import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { verdictOf } from '../check/figures';
import { sabotages } from './index';

describe('sabotages', () => {
  it('have names of their own', () => {
    expect(new Set(sabotages.map(({ name }) => name)).size).toBe(sabotages.length);
  });

  it.each(sabotages)('$name can still be made out of the product, and starts', async (sabotage) => {
    const { hub } = await sabotage.build();
    expect((await promisify(execFile)(process.execPath, [hub, '--help'])).stdout).toContain('provision');
  });

  it.each(sabotages)('$name is not caught where nothing was found', (sabotage) => {
    expect(sabotage.caught(verdictOf(100, []))).toBeUndefined();
  });
});
