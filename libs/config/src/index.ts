export { jsonSchemas, type Schemas } from './docs/schemas';
export { referenceDocs } from './docs/reference';
export { changes } from './changes';
export type { Edited } from './edit/edited';
export { withAgreement, withCertificate, withoutAgreement, withParty, withSuspension } from './edit/parties';
export { type ConnectorRead, readConnector } from './connector';
export { type Loaded, type LoadRequest, loadConfig } from './load';
export { applyMapping } from './mapping/apply';
export type { Mapping } from './mapping/model';
export type {
  Agreement,
  Binding,
  CalendarConfig,
  ConnectorConfig,
  ConnectorFile,
  GatewayConfig,
  HubConfig,
  KafkaConfig,
  LogConfig,
  OrganisationConfig,
  PartyConfig,
  PostgresConfig,
  ProcedureConfig,
} from './model';
export type { Route, RouteTest, SchemaConfig, SchemaVersion, TrustRoot } from './model';
export { type Place, type Problem, problem, type ProblemCode } from './problem';
export { checkRoutes, type RouteTestResult } from './rules/check-routes';
export { type Channel, compileRules, type Rules } from './rules/compile';
export {
  type BindingRule,
  type ConnectorRule,
  type DocumentPolicy,
  type PartyRule,
  rulesOf,
  type RulesContent,
  withConnector,
} from './rules/content';
export { type Decision, decide } from './rules/decide';
export { digestOf } from './rules/digest';
export { compileOrganisations, type OrganisationRule, type Resolved } from './rules/organisations';
export type { Destination } from './rules/routes';
export type { JsonSchema } from './schema/json-schema';
export { loadSchemas } from './schemas/load';
export { newTypeFile, withRetired, withVersion } from './schemas/edit';
export type { AdapterSchemas } from './source/parse';
