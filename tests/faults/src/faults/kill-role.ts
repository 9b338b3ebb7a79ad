import type { Fault, RoleName, Sentence } from '../model';

const killing = (name: string, title: Sentence, roles: readonly RoleName[]): Fault => ({
  name,
  title,
  async strike({ town, load, random }) {
    await load.until(random.int(1, 15));
    await Promise.all(roles.map((role) => town.role(role).kill()));
    await town.ready();
    return [];
  },
});

/** kill -9 of each role at a moment of its own, and of both cores at once. */
export const killRoles: readonly Fault[] = [
  killing('kill-core', { vi: 'kill -9 lõi thứ nhất', en: 'kill -9 of the first core' }, ['core']),
  killing('kill-core-2', { vi: 'kill -9 lõi thứ hai', en: 'kill -9 of the second core' }, ['core:2']),
  killing('kill-both-cores', { vi: 'kill -9 cả hai lõi', en: 'kill -9 of both cores' }, ['core', 'core:2']),
  killing('kill-portal-zone', { vi: 'kill -9 vùng của cổng dịch vụ công', en: "kill -9 of the portal's zone" }, ['connector:portal']),
  killing('kill-one-stop-zone', { vi: 'kill -9 vùng của một cửa', en: "kill -9 of the one-stop system's zone" }, ['connector:one-stop']),
];
