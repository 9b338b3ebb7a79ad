import { AuthorityError, type AuthorityErrorCode } from '../../error';
import type { Failure, Reason } from './protocol';

interface Meaning {
  readonly code: AuthorityErrorCode;
  readonly text: string;
  /** Trying again would do harm, or cannot help: a person has to act. */
  readonly isFinal?: true;
}

const meanings: Readonly<Record<Reason, Meaning>> = {
  'module-missing': { code: 'signer-unavailable', text: 'the module cannot be loaded' },
  'token-missing': { code: 'signer-token-missing', text: 'the token is not there' },
  'token-ambiguous': { code: 'signer-token-missing', text: 'more than one token has this label; name its serial number' },
  'token-locked': { code: 'signer-token-locked', text: 'the token is locked', isFinal: true },
  'pin-wrong': { code: 'signer-pin-wrong', text: 'the PIN is wrong; it will not be tried again', isFinal: true },
  'pin-last-try': {
    code: 'signer-token-locked',
    text: 'one more wrong PIN would lock the token; log in by hand once to show that the PIN is right',
    isFinal: true,
  },
  'key-missing': { code: 'signer-key-missing', text: 'the token has no such private key' },
  'key-ambiguous': { code: 'signer-key-missing', text: 'more than one private key has this label; name its id' },
  lost: { code: 'signer-unavailable', text: 'the module does not do it' },
  refused: { code: 'signer-mismatch', text: 'the token does not sign so with this key' },
};

export const errorOf = ({ reason, said }: Failure): AuthorityError =>
  new AuthorityError(meanings[reason].code, `signing with PKCS#11: ${meanings[reason].text} (${said})`);

export const isFinal = ({ reason }: Failure): boolean => meanings[reason].isFinal === true;

/** A new start of the module, or of its process, may help. */
export const isLoss = ({ reason }: Failure): boolean => losses.has(reason);

const losses: ReadonlySet<Reason> = new Set<Reason>(['lost', 'module-missing', 'token-missing', 'key-missing']);
