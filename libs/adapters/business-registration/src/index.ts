import { createAuth, defineAdapter, withAuth } from '@lienthong/adapter-kit';
import { checkRegistry } from './check';
import { businessRegistrationConfig, type BusinessRegistrationConfig } from './config';
import { Outlet } from './outlet';
import { render } from './question';
import { read } from './read';
import { registryOf } from './registry';
import { lookupSink } from './sink';
import { registrySource } from './source';
import { tellerOf } from './telling';

/** The national business register over NDXP: answers questions about enterprises, tells of new registrations and changes. */
export const businessRegistrationAdapter = defineAdapter<BusinessRegistrationConfig>({
  type: 'business-registration',
  title: { vi: 'Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp', en: 'National business register' },
  config: businessRegistrationConfig,
  read,
  render,
  create(config, tools) {
    const { party, changes } = config;
    const registry = registryOf(config, withAuth(tools.http, createAuth(config.auth, tools)));
    const teller = tellerOf(config.cache, registry, tools);
    const outlet = new Outlet();
    return {
      source: registrySource({ party, changes, registry, teller, outlet, log: tools.log }),
      sink: lookupSink(party, teller, outlet, tools),
      check: () => checkRegistry(config, registry),
      close: () => Promise.resolve(),
    };
  },
});

export { type Category, readCategories } from './categories';
export type { BusinessRegistrationConfig } from './config';
