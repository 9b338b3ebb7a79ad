import type { Envelope, RawMessage } from '@lienthong/message';
import type { Renderable } from '../contract';
import type { Inbox } from '../inbox';

/** How a stand-in of the outside system behaves towards the next deliveries. */
export type Behaviour = 'takes' | 'refuses' | 'fails' | 'cuts' | 'silent';

/** A small stand-in of the outside system: a real server on the loopback interface. */
export interface Counterpart<Config> {
  readonly config: Config;
  readonly allow: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly inbox?: Inbox;
  behave(behaviour: Behaviour): void;
  /** How many deliveries have had an effect. */
  effects(): number;
  close(): Promise<void>;
}

/** The part of a stand-in that hands messages to the hub. */
export interface Offering {
  /** Makes one message available, or pushes it; resolves at once. */
  offer(): Promise<void>;
  /** How many messages it was told to be stored. */
  told(): number;
}

export interface AdapterSamples<Config> {
  /** What `create` must give with the stand-in's configuration. */
  readonly sides: readonly ('source' | 'sink')[];
  /** The sink hands answers in through the source, which therefore runs while the sink is tested. */
  readonly answers?: boolean;
  readonly readable: readonly {
    readonly name: string;
    readonly raw: RawMessage;
    readonly envelope: Partial<Envelope>;
    readonly data?: unknown;
  }[];
  readonly unreadable: readonly { readonly name: string; readonly raw: RawMessage; readonly code: string }[];
  /** Configuration for `render`. */
  readonly config: Config;
  readonly renderable: readonly { readonly name: string; readonly message: Renderable; readonly contentType: string }[];
  readonly meaningless: readonly { readonly name: string; readonly message: Renderable }[];
  /** A fresh stand-in; with {@link Offering} when the adapter has a source. */
  counterpart(): Promise<Counterpart<Config> & Partial<Offering>>;
  /** The same configuration pointing at a port where nobody listens. */
  dead(): Promise<{ readonly config: Config; readonly allow: readonly string[]; readonly secrets: Readonly<Record<string, string>> }>;
}
