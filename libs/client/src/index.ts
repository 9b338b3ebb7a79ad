export { Client, type ClientOptions, type ReceiveOptions } from './client';
export type { Delivery, InboxAnswer } from './delivery';
export { ClientError, type Language } from './error';
export { type CloudEvent, type EventFields, makeEvent } from './event';
export type { Accepted, Followed, Journey } from './follow';
export type { Patience } from './retry';
export type { SenderSignature } from './sender';
export { type MessageSigner, type PemCredentials, pemSigner, type SignedMessage, signEvent } from './sign';
export { type ReaderTrust, type Report, verifyZippedReceipt as verifyReceipt } from '@lienthong/evidence';
