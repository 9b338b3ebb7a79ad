import type { AclSpec } from './admin/acls';
import { topicName } from './topics';

/** Rights of the core: reads what the zones write, writes what they read. `principal` as Kafka names it, e.g. `User:core`. */
export function accessOfCore(principal: string, zones: readonly string[]): AclSpec[] {
  const read = zones.flatMap((zone) => [topicName.in(zone), topicName.results(zone)]);
  const write = [...zones.flatMap((zone) => [topicName.out(zone), topicName.config(zone)]), topicName.events];
  return [...topicRights(principal, read, write), group(principal, 'core')];
}

/** Rights of one connector zone: its own topics and nothing else. */
export function accessOfZone(principal: string, zone: string): AclSpec[] {
  const read = [topicName.out(zone), topicName.config(zone)];
  return [...topicRights(principal, read, [topicName.in(zone), topicName.results(zone)]), group(principal, `connector-${zone}`)];
}

/** Rights of the gateway: to say what it did, and nothing else. It reads no topic. */
export const accessOfGateway = (principal: string): AclSpec[] =>
  topicRights(principal, [], [topicName.in('gateway'), topicName.results('gateway')]);

function topicRights(principal: string, read: readonly string[], write: readonly string[]): AclSpec[] {
  const right = (name: string, operation: AclSpec['operation']): AclSpec => ({
    principal,
    resource: 'topic',
    pattern: 'literal',
    name,
    operation,
  });
  const settings = [...read, ...write].map((name) => right(name, 'describe-configs'));
  return [...read.map((name) => right(name, 'read')), ...write.map((name) => right(name, 'write')), ...settings];
}

/** Groups are named `<owner>.<stream>`. */
const group = (principal: string, owner: string): AclSpec => ({
  principal,
  resource: 'group',
  pattern: 'prefixed',
  name: `${owner}.`,
  operation: 'read',
});
