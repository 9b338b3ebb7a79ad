import { join } from 'node:path';
import type { Build, VariantName } from '../model';
import { root } from '../town/place';
import { crashing } from './crash-points';
import { makeVariant } from './make';

const product: Build = { name: 'product', hub: join(root, 'apps', 'hub', 'dist', 'main.js') };

/** The product as it is compiled here, or a variant of it. One build serves both variants: it does what its environment tells it. */
export const buildOf = (name?: VariantName): Promise<Build> =>
  name === undefined ? Promise.resolve(product) : makeVariant('crash-points', crashing);
