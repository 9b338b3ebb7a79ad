import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { type SignerSource, openSigner } from '@lienthong/authority';
import { type SigningFormat, signFile, signingFormats } from '@lienthong/trust';
import { type Command, Option } from 'commander';
import { CommandError } from '../complaint/command-error';

interface SignOptions {
  readonly format: SigningFormat;
  readonly out: string;
  readonly detached: boolean;
  readonly passwordFile?: string;
  readonly pkcs12?: string;
  readonly key?: string;
  readonly chain?: string;
  readonly pkcs11?: string;
  readonly token?: string;
  readonly keyLabel?: string;
}

/** `hub sign`: level B-B, with a key out of a file or on a token. */
export function signCommand(program: Command): void {
  program
    .command('sign <file>')
    .description('sign a file: XAdES into the document, CAdES, or JAdES')
    .addOption(new Option('--format <name>', 'of the signature').choices([...signingFormats]).makeOptionMandatory())
    .requiredOption('--out <file>', 'where the signed file, or the detached signature, is written')
    .option('--detached', 'leave the content outside of the signature (cades, jades)', false)
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
  const content = await readFile(file);
  const signer = await openSigner(await sourceIn(options), { clock: () => new Date(), random: randomBytes });
  try {
    await writeFile(out, await signFile({ format, content, detached, signer, at: new Date() }), { flag: 'wx' });
  } finally {
    await signer.close();
  }
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
