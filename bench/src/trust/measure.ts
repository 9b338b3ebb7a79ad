import { randomBytes, verify } from 'node:crypto';
import { signerOf } from '@lienthong/sandbox';
import { ClaimReader, type TrustAnchor, parseCertificate, validatePath, verifyFile } from '@lienthong/trust';
import { freshChains } from './chains';
import type { Materials } from './materials';

/** Microseconds of processor time of one call, the best of several passes: what disturbs a pass only makes it slower. */
async function cpuOf(rounds: number, act: (n: number) => unknown, passes = 6): Promise<number> {
  let best = Infinity;
  for (let pass = 0; pass < passes; pass++) {
    const before = process.cpuUsage();
    for (let n = 0; n < rounds; n++) await act(n);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / rounds);
  }
  return best;
}

/** Verification of the whole file with its verdict, all caches warm. */
export async function xmlVerdict({ xml, ground }: Materials): Promise<number> {
  const { signatures } = await verifyFile(xml, ground);
  if (signatures[0]?.now.standing !== 'valid')
    throw new Error(`the XML is ${signatures[0]?.now.standing}: ${JSON.stringify(signatures[0]?.now.checks)}`);
  return cpuOf(400, () => verifyFile(xml, ground));
}

export interface JwsCost {
  /** A detached JWS over 2 KB with its certificates in the header, all caches warm. */
  readonly whole: number;
  /** Its mathematics alone: what no verifier can save. */
  readonly mathematics: number;
}

export async function jwsCost({ pki }: Materials): Promise<JwsCost> {
  const payload = randomBytes(2_048);
  const jws = await (await signerOf(pki, 'portal', 'RS256')).sign(payload);
  const reader = new ClaimReader();
  const claim = { format: 'jws-detached', jws, signed: payload } as const;
  const publicKey = reader.readJws(claim).found.signer?.publicKey;
  if (!publicKey) throw new Error('the JWS names no signer');
  const [header = '', , signature = ''] = jws.split('.');
  const [input, octets] = [Buffer.concat([Buffer.from(`${header}.`), payload]), Buffer.from(signature, 'base64url')];
  return {
    whole: await cpuOf(4_000, () => void reader.readJws(claim)),
    mathematics: await cpuOf(4_000, () => void verify('sha256', input, publicKey, octets)),
  };
}

export interface ChainCost {
  /** The same signer again. */
  readonly cached: number;
  /** Three certificates, from their DER. */
  readonly cold: number;
}

export async function chainCost({ signer, root, at }: Materials): Promise<ChainCost> {
  const [leaf, ...above] = signer.certificateChain;
  if (!leaf) throw new Error('the signer has no certificate');
  const anchors: TrustAnchor[] = [{ certificate: root }];
  const cached = await cpuOf(100_000, () => void validatePath(leaf, above, anchors, at));
  const rounds = 100;
  const chains = (await freshChains(6 * rounds)).values();
  const cold = await cpuOf(rounds, () => {
    const [fresh, authority, top] = (chains.next().value ?? []).map((der) => parseCertificate(der));
    if (fresh && authority && top) validatePath(fresh, [authority], [{ certificate: top }], at);
  });
  return { cached, cold };
}
