import type { Check, CheckResult } from '../verdict/found';

export const check = (code: string, result: CheckResult, facts: Check['facts'] = {}): Check => ({ code, result, facts });
export const passed = (code: string, facts?: Check['facts']): Check => check(code, 'passed', facts);
export const failed = (code: string, reason: string, facts: Check['facts'] = {}): Check => check(code, 'failed', { reason, ...facts });
export const warning = (code: string, reason: string, facts: Check['facts'] = {}): Check => check(code, 'warning', { reason, ...facts });
export const unknown = (code: string, reason: string, facts: Check['facts'] = {}): Check => check(code, 'unknown', { reason, ...facts });

/** Passed, or failed for this reason. */
export const judged = (code: string, reason: string | undefined, facts: Check['facts'] = {}): Check =>
  reason === undefined ? passed(code, facts) : failed(code, reason, facts);

export const isFailed = ({ result }: Check): boolean => result === 'failed';
