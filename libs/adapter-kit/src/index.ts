export { type Beside, cloudEventType, readCloudEvent, signaturesBeside } from './cloudevents';
export { duration, listenAddress, secretFile, size, url } from './config';
export {
  type Adapter,
  type CheckResult,
  type Connector,
  defineAdapter,
  type Delivery,
  type DeliveryProof,
  type MustCover,
  type Read,
  type ReadSigned,
  type Renderable,
  type Rendered,
  type Said,
  type SignatureClaim,
  type SignedPart,
  type Sink,
  type Source,
} from './contract';
export { type Auth, withAuth } from './http/auth';
export { type AuthConfig, authSchema, createAuth } from './http/auth/create';
export type { AuthDeps } from './http/auth/deps';
export { readMtls } from './http/auth/mtls';
export { createHttpClient, type HttpClientOptions } from './http/client';
export type { HttpClient, HttpRequest, HttpResponse } from './http/model';
export { readBody, throwAwayRest } from './http/door/body';
export { bearerIn, isSame } from './http/door/credentials';
export { aborted, closed, type DoorSettings, keepDoor, type Serve } from './http/door/keep';
export { type MessageDoor, takeMessage, turnAway } from './http/door/take';
export { loginFailure, lookupFailure, statusFailure, unreadableAnswer } from './http/failures';
export type { Mtls } from './http/outbound';
export type { Inbox, InboxItem } from './inbox';
export { pause } from './pause';
export type { Log, Tools } from './tools';
export { whoseFault } from './whose';
export { z } from 'zod';
