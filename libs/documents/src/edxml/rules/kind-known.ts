import { kindOf } from '../kind';
import type { Rule } from './rule';

export const kindKnown: Rule = ({ fields, reading }) => void kindOf(fields, reading);
