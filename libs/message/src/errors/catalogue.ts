import { authority } from './authority';
import { calendar } from './calendar';
import { cli } from './cli';
import { client } from './client';
import { config } from './config';
import { delivery } from './delivery';
import { door } from './door';
import { dossier } from './dossier';
import { edxml } from './edxml';
import { edxmlAttachment } from './edxml-attachment';
import { embedded } from './embedded';
import { enterprise } from './enterprise';
import type { ErrorEntry } from './entry';
import { evidence } from './evidence';
import { gateway } from './gateway';
import { kafka } from './kafka';
import { ledger } from './ledger';
import { message } from './message';
import { schema } from './schema';
import { signature } from './signature';
import { stage } from './stage';
import { verify } from './verify';

/** Every stable code of the product; `docs/errors.md` is generated from it. Codes are never renamed or reused. */
export const catalogue = {
  ...message,
  ...schema,
  ...signature,
  ...delivery,
  ...config,
  ...calendar,
  ...dossier,
  ...edxml,
  ...edxmlAttachment,
  ...enterprise,
  ...door,
  ...evidence,
  ...kafka,
  ...stage,
  ...embedded,
  ...cli,
  ...ledger,
  ...authority,
  ...verify,
  ...gateway,
  ...client,
} as const;

export type ErrorCode = keyof typeof catalogue;

export function explain(code: string): ErrorEntry {
  return (catalogue as Record<string, ErrorEntry>)[code] ?? catalogue['hub.defect'];
}
