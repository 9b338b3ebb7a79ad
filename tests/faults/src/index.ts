export { makeVariant } from './variants/make';
export type { Addition, Change, Edit } from './variants/change';
export type { Build } from './model';
