import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { findCmsSignatures } from './find';
import { signCms } from './sign';
import type { SigningAlgorithm } from '../keys/algorithm';
import { Authority, type KeyKind } from './testing/authority.test-kit';

const content = Buffer.from('Công văn số 01/UBND-VP\n');
let city: Authority;

/** Prints the subjects of the signers of a message that verify; the JDK throws for what it cannot read. */
const reader = `
import java.nio.file.*;
import sun.security.pkcs.*;
class Read {
  public static void main(String[] names) throws Exception {
    byte[] content = Files.readAllBytes(Path.of("content"));
    for (String name : names) {
      PKCS7 message = new PKCS7(Files.readAllBytes(Path.of(name)));
      SignerInfo[] good = message.verify(content);
      System.out.println(name + " " + (good == null ? "refused" : good[0].getCertificate(message).getSubjectX500Principal()));
    }
  }
}`;

const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { cwd: city.folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString();

beforeAll(() => {
  city = new Authority();
  city.issue('rsa', 'sub', 'leaf');
  city.issue('p256', 'sub', 'leaf', 'p256');
  writeFileSync(city.path('content'), content);
});
afterAll(() => city.remove());

it('the JDK reads what we sign, and refuses it changed', async () => {
  const wishes: readonly (readonly [SigningAlgorithm, KeyKind])[] = [
    ['RS256', 'rsa'],
    ['PS256', 'rsa'],
    ['ES256', 'p256'],
  ];
  for (const [algorithm, kind] of wishes) {
    const signer = city.signer(kind, algorithm);
    const message = Buffer.from(await signCms({ content, attached: false, signer, at: new Date('2026-11-23T01:02:03Z') }));
    writeFileSync(city.path(algorithm), message);
    message[message.length - 5]! ^= 1;
    writeFileSync(city.path(`${algorithm}-changed`), message);
  }
  writeFileSync(city.path('Read.java'), reader);
  const names = wishes.map(([algorithm]) => algorithm);
  const said = run('java', '--add-exports', 'java.base/sun.security.pkcs=ALL-UNNAMED', 'Read.java', ...names, 'RS256-changed');
  expect(
    said
      .trim()
      .split('\n')
      .map((line) => line.replace(/ CN=(\w+),.*/, ' $1')),
  ).toEqual(['RS256 rsa', 'PS256 rsa', 'ES256 p256', 'RS256-changed refused']);
});

it.each([
  ['RSA', ['-keyalg', 'RSA', '-keysize', '2048'], [], 'rsa-sha256'],
  ['PSS', ['-keyalg', 'RSA', '-keysize', '2048'], ['-sigalg', 'RSASSA-PSS'], 'rsa-pss-sha256'],
  ['EC', ['-keyalg', 'EC', '-groupname', 'secp384r1'], [], 'ecdsa-sha384'],
  ['Ed25519', ['-keyalg', 'Ed25519'], [], 'ed25519'],
])('we read what the JDK signs a JAR with: %s', (name, key, signature, algorithm) => {
  const store = ['-keystore', `${name}.p12`, '-storepass', 'changeit'];
  run('keytool', '-genkeypair', '-alias', 'one', '-dname', 'CN=Người ký', ...key, ...store);
  writeFileSync(city.path('file.txt'), content);
  run('jar', '-cf', `${name}.jar`, 'file.txt');
  run('jarsigner', ...store, ...signature, '-sigfile', 'one', `${name}.jar`, 'one');
  const entries = unzip(readFileSync(city.path(`${name}.jar`)));
  const message = [...entries].find(([entry]) => /\.(RSA|EC)$/.test(entry))![1];
  const [found, ...others] = findCmsSignatures(message, { content: () => entries.get('META-INF/ONE.SF') });
  expect(others).toEqual([]);
  expect(found!.checks.filter(({ result }) => result === 'failed' || result === 'unknown')).toEqual([]);
  expect(found).toMatchObject({ algorithm, format: 'cms', signer: { subject: 'CN=Người ký' } });
});

/** Entries of an honest ZIP file by its directory. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>();
  for (let at = zip.readUInt32LE(zip.length - 6); zip.readUInt32LE(at) === 0x02014b50;) {
    const [method, size, nameLength, offset] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt32LE(at + 42),
    ];
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const data = zip.subarray(start, start + size);
    entries.set(zip.toString('utf8', at + 46, at + 46 + nameLength), method === 8 ? inflateRawSync(data) : data);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
