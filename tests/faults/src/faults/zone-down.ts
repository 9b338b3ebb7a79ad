import type { Fault } from '../model';
import { decidedOf } from './support/counts';
import { promised } from './support/promised';

/** One zone is away for a while: what the other one takes in is decided. */
export const zoneDown: Fault = {
  name: 'zone-down',
  title: { vi: 'một vùng ngừng chạy, vùng kia vẫn nhận', en: 'one zone is down, the other goes on' },
  async strike({ town, load }) {
    await load.until(10);
    const zone = town.role('connector:one-stop');
    await zone.hold();
    const before = await decidedOf(town, 'portal');
    const findings = await promised(
      "the other zone's intake is decided",
      'stuck',
      async () => (await decidedOf(town, 'portal')) > before + 3,
    );
    zone.release();
    await zone.ready();
    return findings;
  },
};
