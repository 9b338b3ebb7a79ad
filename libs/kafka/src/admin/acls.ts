import {
  type AclEntry,
  type AclFilter,
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  type Admin,
  ResourcePatternTypes,
} from 'kafkajs';
import type { KafkaClient } from '../client';
import { withAdmin } from './session';

// Whatever could read, write, join or look is ours to revoke, granted by us or not; any other kind was somebody's own decision.
const resources = { topic: AclResourceTypes.TOPIC, group: AclResourceTypes.GROUP, cluster: AclResourceTypes.CLUSTER } as const;
const patterns = { literal: ResourcePatternTypes.LITERAL, prefixed: ResourcePatternTypes.PREFIXED } as const;
const operations = {
  all: AclOperationTypes.ALL,
  read: AclOperationTypes.READ,
  write: AclOperationTypes.WRITE,
  describe: AclOperationTypes.DESCRIBE,
  'describe-configs': AclOperationTypes.DESCRIBE_CONFIGS,
} as const;

/** A permission, from any host, as we grant it. */
export interface AclSpec {
  /** `User:<name>`. */
  readonly principal: string;
  readonly resource: 'topic' | 'group';
  readonly pattern: keyof typeof patterns;
  readonly name: string;
  readonly operation: 'read' | 'write' | 'describe-configs';
}

/** One that a principal has. */
interface HeldAcl extends Omit<AclSpec, 'resource' | 'operation'> {
  readonly resource: keyof typeof resources;
  readonly operation: keyof typeof operations;
}

export interface AclPlan {
  readonly grant: readonly AclSpec[];
  /** Permissions of the same principals that nobody wants any more. */
  readonly revoke: readonly HeldAcl[];
}

/** Compares with what the principals named in `wanted` hold; other principals are left alone. Throws `kafka.no-authorizer` without one. */
export function planAcls(client: KafkaClient, wanted: readonly AclSpec[]): Promise<AclPlan> {
  return withAdmin(client, { doing: 'reading ACLs' }, async (admin) => {
    const principals = [...new Set(wanted.map(({ principal }) => principal))];
    const held = (await Promise.all(principals.map((principal) => heldBy(admin, principal)))).flat();
    return { grant: without(wanted, held), revoke: without(held, wanted) };
  });
}

/** Safe to repeat. Grants before it revokes, so that nobody loses a right in between. */
export function applyAcls(client: KafkaClient, { grant, revoke }: AclPlan): Promise<void> {
  return withAdmin(client, { doing: 'provisioning ACLs' }, async (admin) => {
    if (grant.length > 0) await admin.createAcls({ acl: grant.map(entry) });
    if (revoke.length > 0) await admin.deleteAcls({ filters: revoke.map(entry) });
  });
}

async function heldBy(admin: Admin, principal: string): Promise<HeldAcl[]> {
  const any: AclFilter = {
    principal,
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ALLOW,
  };
  const { resources: found } = await admin.describeAcls(any);
  return found.flatMap(({ resourceType, resourcePatternType, resourceName, acls }) =>
    acls.flatMap(({ operation }) => {
      const spec = {
        principal,
        resource: nameOf(resources, resourceType),
        pattern: nameOf(patterns, resourcePatternType),
        operation: nameOf(operations, operation),
      };
      return spec.resource && spec.pattern && spec.operation ? [{ ...spec, name: resourceName } as HeldAcl] : [];
    }),
  );
}

const nameOf = <K extends string>(table: Readonly<Record<K, number>>, value: number): K | undefined =>
  (Object.keys(table) as K[]).find((name) => table[name] === value);

function without<T extends HeldAcl>(list: readonly T[], taken: readonly HeldAcl[]): T[] {
  const keys = new Set(taken.map(key));
  return list.filter((acl) => !keys.has(key(acl)));
}

const key = ({ principal, resource, pattern, name, operation }: HeldAcl): string =>
  [principal, resource, pattern, name, operation].join('\n');

const entry = ({ principal, resource, pattern, name, operation }: HeldAcl): AclEntry => ({
  principal,
  host: '*',
  permissionType: AclPermissionTypes.ALLOW,
  resourceType: resources[resource],
  resourcePatternType: patterns[pattern],
  resourceName: name,
  operation: operations[operation],
});
