import { rm } from 'node:fs/promises';
import { type Build, type Sentence, type VariantName } from './model';
import { unmountBelow } from './town/disk';
import { type Living, found, raze } from './trial';

/** What a town stands on. */
export interface Kind {
  readonly brokers: 1 | 3;
  readonly variant: VariantName | undefined;
}

export interface TownsOptions {
  readonly build: (variant: VariantName | undefined) => Promise<Build>;
  readonly say: (what: Sentence) => void;
  /** Where the data of a town that failed are. */
  readonly kept: (dir: string) => void;
}

/** At most one living town at a time: another one is raised when another kind is wanted, or when the last one failed. */
export class Towns {
  private standing: { readonly kind: Kind; readonly living: Living } | undefined;

  constructor(private readonly options: TownsOptions) {}

  async of(kind: Kind): Promise<Living> {
    const { standing } = this;
    if (standing?.kind.brokers === kind.brokers && standing.kind.variant === kind.variant) return standing.living;
    await this.end();
    const living = await found(await this.options.build(kind.variant), this.options.say, kind.brokers);
    this.standing = { kind, living };
    return living;
  }

  /** Its data are removed. */
  async end(): Promise<void> {
    const dir = await this.fall();
    if (dir !== undefined) await rm(dir, { recursive: true, force: true });
  }

  /** Its data stay for whoever wants to know why. */
  async keep(): Promise<void> {
    const dir = await this.fall();
    if (dir !== undefined) this.options.kept(dir);
  }

  private async fall(): Promise<string | undefined> {
    const { standing } = this;
    this.standing = undefined;
    if (!standing) return undefined;
    const { dir } = standing.living.town;
    await raze(standing.living);
    await unmountBelow(dir);
    return dir;
  }
}
