import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { type SignerSource, TimestampClient, openSigner } from '@lienthong/authority';
import { type SigningFormat, signFile, signingFormats } from '@lienthong/trust';
import { type Command, Option } from 'commander';
import { CommandError } from '../complaint/command-error';
import { type Place, loadSettings, withPlace } from '../settings';

interface SignOptions extends Place {
  readonly format: SigningFormat;
  readonly out: string;
  readonly detached: boolean;
  /** An address, or `true` for the configured authority. */
  readonly timestamp?: string | true;
  readonly passwordFile?: string;
  readonly pkcs12?: string;
  readonly key?: string;
  readonly chain?: string;
  readonly pkcs11?: string;
  readonly token?: string;
  readonly keyLabel?: string;
}

/** A real authority takes up to 131 s for one answer, and three attempts are made. */
const stampDeadlineMs = 600_000;

/** `hub sign`: level B-B, or B-T with a time stamp, with a key out of a file or on a token. */
export function signCommand(program: Command): void {
  withPlace(program.command('sign <file>').description('sign a file: XAdES into the document, CAdES, or JAdES'))
    .addOption(new Option('--format <name>', 'of the signature').choices([...signingFormats]).makeOptionMandatory())
    .requiredOption('--out <file>', 'where the signed file, or the detached signature, is written')
    .option('--detached', 'leave the content outside of the signature (cades, jades)', false)
    .option('--timestamp [url]', 'level B-T, by the authority at this address, or by the one in the configuration')
    .option('--password-file <file>', 'password of the PKCS#12 file or the key, PIN of the token')
    .option('--pkcs12 <file>', 'key and certificates')
    .option('--key <pem>', 'private key, PKCS#8')
    .option('--chain <pem>', "the key's certificate and its issuers")
    .option('--pkcs11 <module>', 'shared library of a token or HSM')
    .option('--token <label>', 'which token of the module')
    .option('--key-label <label>', 'which key of the token')
    .action(sign);
}

async function sign(file: string, options: SignOptions): Promise<void> {
  const { format, detached, out } = options;
  const authority = authorityIn(options);
  const content = await readFile(file);
  const signer = await openSigner(await sourceIn(options), { clock: () => new Date(), random: randomBytes });
  try {
    const stamp = authority && (async (data: Uint8Array) => (await authority.stamp(data)).token);
    await writeFile(out, await signFile({ format, content, detached, signer, at: new Date(), ...(stamp && { stamp }) }), { flag: 'wx' });
  } finally {
    await Promise.all([signer.close(), authority?.close()]);
  }
}

function authorityIn(options: SignOptions): TimestampClient | undefined {
  const { timestamp } = options;
  if (timestamp === undefined) return undefined;
  const url = timestamp === true ? loadSettings(options).timestamps?.url : timestamp;
  if (url === undefined || !URL.canParse(url))
    throw new CommandError('cli.usage', url === undefined ? 'timestamps.url' : `--timestamp ${url}`);
  return new TimestampClient({ url, random: (count) => randomBytes(count), deadlineMs: stampDeadlineMs });
}

async function sourceIn({ passwordFile, pkcs12, key, chain, pkcs11, token, keyLabel }: SignOptions): Promise<SignerSource> {
  const password = passwordFile === undefined ? undefined : (await readFile(passwordFile, 'utf8')).trim();
  if (pkcs12 !== undefined) return { kind: 'pkcs12', file: await readFile(pkcs12), password: password ?? '' };
  if (pkcs11 !== undefined && token !== undefined)
    return {
      kind: 'pkcs11',
      module: pkcs11,
      token: { label: token },
      key: keyLabel === undefined ? {} : { label: keyLabel },
      pin: password ?? '',
    };
  if (key === undefined || chain === undefined) throw new CommandError('cli.usage', '--pkcs12, --key and --chain, or --pkcs11 and --token');
  const [text, certificates] = await Promise.all([readFile(key, 'utf8'), readFile(chain, 'utf8')]);
  return { kind: 'pem', key: text, certificates, ...(password !== undefined && { password }) };
}
