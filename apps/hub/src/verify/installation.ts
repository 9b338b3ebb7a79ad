import { rulesOf } from '@lienthong/config';
import type { TrustAnchor } from '@lienthong/trust';
import { anchorsOf } from '../core/rule-set';
import { loadSettings } from '../settings';
import type { Lang } from '../terminal';
import { type AgencyOf, agenciesOf, noAgency } from './agency';

/** What an installation knows: its roots, whom it asks for revocation, whose certificates are whose. */
export interface Installation {
  readonly roots: readonly TrustAnchor[];
  readonly hosts: readonly string[];
  readonly agencyOf: AgencyOf;
}

export interface InstallationOptions {
  readonly config?: string;
  readonly data?: string;
  readonly set: readonly string[];
  readonly lang: Lang;
}

/** Nothing unless a folder is named. Throws `Misconfigured`. */
export function installationAt({ config, data, set, lang }: InstallationOptions): Installation {
  if (config === undefined && data === undefined) return { roots: [], hosts: [], agencyOf: noAgency };
  const settings = loadSettings({ config: config ?? 'config', data: data ?? '.data', set, lang });
  const rules = rulesOf(settings);
  return { roots: anchorsOf(rules.roots), hosts: settings.revocation.allow, agencyOf: agenciesOf(rules) };
}
