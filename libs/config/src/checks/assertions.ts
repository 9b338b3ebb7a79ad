import { type Problem, problem, type Words } from '../problem';
import type { Parsed } from '../source/parse';

/** A connector vouches for its own parties only, for none that signs, and for no type that only its sender may state. */
export function assertions(parsed: Parsed, signedTypes: readonly string[]): Problem[] {
  const signers = new Set(parsed.parties.filter(({ value }) => value.certificates.length > 0).map(({ value }) => value.code));
  return parsed.connectors.flatMap(({ value: { parties, asserted = [] }, at }) =>
    asserted.flatMap(({ sender, types }, i) => [
      ...(parties.includes(sender) ? [] : [problem('config.asserted', at('asserted', i, 'sender'), foreign(sender))]),
      ...(signers.has(sender) ? [problem('config.asserted', at('asserted', i, 'sender'), signing(sender))] : []),
      ...types.flatMap((type, n) =>
        signedTypes.includes(type) ? [problem('config.asserted', at('asserted', i, 'types', n), legal(type))] : [],
      ),
    ]),
  );
}

const foreign = (code: string): Words => ({
  vi: `${code} không có trong parties của kết nối`,
  en: `${code} is none of the connector's parties`,
});
const signing = (code: string): Words => ({ vi: `${code} có chứng thư`, en: `${code} has a certificate` });
const legal = (type: string): Words => ({ vi: `${type} luôn phải ký`, en: `${type} must always be signed` });
