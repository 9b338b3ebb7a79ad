import { revocationList } from './crl';
import { certify, derOf } from './certificate';
import { type AuthorityName, type Issued, type SignerName, authorityNames } from './model';
import { answerOcsp } from './ocsp';
import { certificatesOf, type Holder, holderOf, pem } from './pem';
import { requested } from './profile';
import { readRequest } from './request';
import { positiveSerial } from './serial';
import { type Register, readRegister, writeRegister } from './register';
import { answerTimestamp } from './tsa';

const serviceNames = ['ocsp', 'tsa', 'ocsp-next', 'tsa-next'] as const;
type ServiceName = (typeof serviceNames)[number];

const listRenewalMs = 600_000;

/** What the city's authority says of certificates and times, from the files that `issueCity` wrote. */
export class CertificateAuthority {
  private readonly lists = new Map<AuthorityName, { readonly der: Promise<Buffer>; readonly madeAt: number }>();
  private lastNumber = 0;

  private constructor(
    private readonly dir: string,
    private register: Register,
    private readonly holders: Readonly<Record<AuthorityName | ServiceName, Holder>>,
    private readonly now: () => Date,
    private readonly random: (bytes: number) => Uint8Array,
  ) {}

  static async load(dir: string, now: () => Date, random: (bytes: number) => Uint8Array): Promise<CertificateAuthority> {
    const register = await readRegister(dir);
    if (!register) throw new Error(`${dir} holds no sandbox certificates: issue them first`);
    const names = [...authorityNames, ...serviceNames];
    const holders = await Promise.all(names.map(async (name) => [name, await holderOf(dir, name)] as const));
    return new CertificateAuthority(dir, register, Object.fromEntries(holders) as Record<AuthorityName | ServiceName, Holder>, now, random);
  }

  ocsp(request: Uint8Array, by: 'ocsp' | 'ocsp-next'): Promise<Buffer> {
    const { sub, [by]: responder } = this.holders;
    return answerOcsp(request, { issuer: sub.certificate, responder }, this.register.issued, this.now());
  }

  timestamp(request: Uint8Array, by: 'tsa' | 'tsa-next'): Promise<Buffer> {
    return answerTimestamp(request, this.holders[by], { now: this.now(), serial: positiveSerial(this.random) });
  }

  async certificate(name: AuthorityName): Promise<Buffer> {
    const [der] = await certificatesOf(this.dir, name);
    return der ?? Buffer.alloc(0);
  }

  /** Made anew every ten minutes and after each revocation. */
  list(name: AuthorityName): Promise<Buffer> {
    const now = this.now();
    const there = this.lists.get(name);
    if (there && now.getTime() - there.madeAt < listRenewalMs) return there.der;
    const revoked = this.register.issued.filter((each) => each.issuer === name && each.revokedAt !== undefined);
    this.lastNumber = Math.max(this.lastNumber + 1, Math.floor(now.getTime() / 1000));
    const der = revocationList(this.holders[name], revoked, this.lastNumber, now);
    this.lists.set(name, { der, madeAt: now.getTime() });
    return der;
  }

  /** A certificate for the key of a request (PKCS#10), and its issuer's: PEM. Throws `RequestRefused`. */
  async issue(request: Uint8Array): Promise<string> {
    const { commonName, publicKey } = await readRequest(request);
    const { sub } = this.holders;
    const serial = positiveSerial(this.random);
    const { baseUrl } = this.register;
    const order = { profile: requested(commonName), publicKey, issuer: sub, key: sub.key, serial, now: this.now(), baseUrl };
    const certificate = await certify(order);
    this.register = {
      baseUrl,
      issued: [...this.register.issued, { name: 'requested', issuer: 'sub', serial: Buffer.from(serial).toString('hex') }],
    };
    await writeRegister(this.dir, this.register);
    return [certificate, sub.certificate].map((one) => pem('CERTIFICATE', derOf(one))).join('');
  }

  async revoke(name: SignerName): Promise<void> {
    const revokedAt = this.now().toISOString();
    const issued = this.register.issued.map((each): Issued => (each.name === name ? { revokedAt, ...each } : each));
    this.register = { ...this.register, issued };
    this.lists.clear();
    await writeRegister(this.dir, this.register);
  }
}
