import type { Certificate } from '@lienthong/trust';

/** From the leaf upwards as far as names lead; what does not belong to the chain is left out. */
export function chainFrom(leaf: Certificate, certificates: readonly Certificate[]): Certificate[] {
  const chain = [leaf];
  for (let last = leaf; ;) {
    const issuer = certificates.find((one) => !chain.includes(one) && Buffer.compare(one.subjectDer, last.issuerDer) === 0);
    if (issuer === undefined) return chain;
    chain.push((last = issuer));
  }
}
