import type { ErrorCode } from '@lienthong/message';
import type { Lang } from '../terminal';

/** Why a command cannot do its work. `where` names the place: a file, a name, an option as it is; a sentence in both languages. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly code: ErrorCode,
    readonly where: string | Readonly<Record<Lang, string>>,
    options?: { cause?: unknown },
  ) {
    super(`${code}: ${typeof where === 'string' ? where : where.en}`, options);
  }

  placeIn(lang: Lang): string {
    return typeof this.where === 'string' ? this.where : this.where[lang];
  }
}
