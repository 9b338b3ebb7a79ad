import type { HubConfig } from '@lienthong/config';
import {
  type AclSpec,
  type KafkaClient,
  accessOfCore,
  accessOfGateway,
  accessOfZone,
  applyAcls,
  applyTopics,
  planAcls,
  planTopics,
  topicsFor,
} from '@lienthong/kafka';
import { gatewayZone, zonesWithTopics } from '../zones';
import type { Step } from './step';

/** Topics of every zone, and who may touch which. */
export async function kafkaSteps(config: HubConfig, admin: KafkaClient): Promise<Step[]> {
  const zones = zonesWithTopics(config);
  const plan = await planTopics(admin, topicsFor(zones, config.kafka));
  const topics = plan.map((step): Step => {
    if (step.do === 'create')
      return { words: `+ topic ${step.topic.name} (${step.topic.partitions} partitions)`, apply: () => applyTopics(admin, [step]) };
    if (step.do === 'configure')
      return {
        words: `~ topic ${step.name}: ${step.changes.map((c) => `${c.name}=${c.to}`).join(', ')}`,
        apply: () => applyTopics(admin, [step]),
      };
    return { words: `! topic ${step.name}: ${step.reason}`, apply: () => applyTopics(admin, [step]) };
  });
  return [...topics, ...(await accessSteps(config, admin, zones))];
}

const accessOf = (zone: string): AclSpec[] =>
  zone === gatewayZone ? accessOfGateway('User:gateway') : accessOfZone(`User:zone-${zone}`, zone);

async function accessSteps(config: HubConfig, admin: KafkaClient, zones: readonly string[]): Promise<Step[]> {
  if (!config.kafka.embedded && !config.kafka.auth) return [];
  const wanted: AclSpec[] = [...accessOfCore('User:core', zones), ...zones.flatMap((zone) => accessOf(zone))];
  const plan = await planAcls(admin, wanted);
  const granted = plan.grant.map((acl) => `+ ${acl.principal} may ${acl.operation} ${acl.resource} ${acl.name}`);
  const revoked = plan.revoke.map((acl) => `- ${acl.principal} may ${acl.operation} ${acl.resource} ${acl.name}`);
  if (granted.length + revoked.length === 0) return [];
  return [{ words: [...granted, ...revoked].join('\n'), apply: () => applyAcls(admin, plan) }];
}
