import { type Fault, type RoleName, type Sentence, variantEnv } from '../model';
import { deliversOn } from './support/delivers-on';

const aheadMs = 120_000;

const ahead = (name: string, title: Sentence, role: RoleName): Fault => ({
  name,
  title,
  needs: { variant: 'clock' },
  async strike({ town, load }) {
    const struck = town.role(role);
    struck.env({ [variantEnv.aheadMs]: String(aheadMs) });
    await struck.kill();
    await town.ready();
    await load.until(20);
    const findings = await deliversOn(town);
    struck.env({ [variantEnv.aheadMs]: undefined });
    await struck.kill();
    await town.ready();
    return findings;
  },
});

export const clocksAhead: readonly Fault[] = [
  ahead('clock-core', { vi: 'đồng hồ của một lõi chạy trước hai phút', en: "one core's clock is two minutes ahead" }, 'core'),
  ahead(
    'clock-portal-zone',
    { vi: 'đồng hồ vùng cổng chạy trước hai phút', en: "the portal zone's clock is two minutes ahead" },
    'connector:portal',
  ),
  ahead(
    'clock-one-stop-zone',
    { vi: 'đồng hồ vùng một cửa chạy trước hai phút', en: "the one-stop zone's clock is two minutes ahead" },
    'connector:one-stop',
  ),
];
