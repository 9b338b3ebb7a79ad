import { type Spot, before, hit, inCore, instead } from './spot';

const ledger = 'libs/store/dist/ledger/ledger.js';

const parked = inCore('quarantine-after-commit', 'cách ly: sau khi chốt', 'quarantine: after its commit');

/** Passed only when PostgreSQL refuses a message. */
export const quarantineSpots: readonly Spot[] = [
  before(
    ledger,
    'if (received.parked)\n                await (0, parked_1.unpark)(db, [received]);',
    inCore('quarantine-after-positions', 'cách ly: đã dời vị trí', 'quarantine: positions advanced'),
  ),
  instead(
    ledger,
    'if (waited === undefined)\n            this.context.alarm(reason, received);',
    `${hit(parked)}
        if (waited === undefined)
            this.context.alarm(reason, received);`,
    parked,
  ),
];
