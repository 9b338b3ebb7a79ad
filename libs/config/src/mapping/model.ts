import type { z } from 'zod';
import type { Frozen } from '../model';
import type { mapping, mappingTests } from '../schema/mapping';

export type Mapping = Frozen<z.output<typeof mapping>>;
export type MappingRule = Mapping['rules'][number];
export type MappingTest = Frozen<z.output<typeof mappingTests>>[number];
