import type { Certificate } from '../model';
import { type Chain, type Fault, faultOf } from './chain';
import { basicConstraints } from './extensions';
import { isSelfIssued } from './name-chaining';

/** §6.1.4 l, m: whether the authority allows so many authorities, self-issued ones not counted, between itself and the leaf. */
export function pathLengthFault(authority: Certificate, below: number): Fault | undefined {
  const { pathLength = Infinity } = basicConstraints(authority) ?? {};
  return below > pathLength ? faultOf('path-constraint', `${below} authorities below one that allows ${pathLength}`, authority) : undefined;
}

export function pathLengthsFault({ certificates }: Chain): Fault | undefined {
  let below = 0;
  for (const authority of certificates.slice(1)) {
    const fault = pathLengthFault(authority, below);
    if (fault) return fault;
    if (!isSelfIssued(authority)) below++;
  }
  return undefined;
}
