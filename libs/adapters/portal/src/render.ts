import type { Renderable, Rendered } from '@lienthong/adapter-kit';
import { type DossierStatusChanged, readDossierMessage, type StatusCode } from '@lienthong/documents';
import type { PortalConfig } from './config';
import { dossierRow, progressRow } from './rows';

/** One call of the integration service without session and unit, which the sink adds when it sends. */
export interface Call {
  readonly service: 'DongBoHoSoMC' | 'CapNhatTienDoHoSoMC';
  /** One row: the portal gives no answer per row. */
  readonly data: readonly [Readonly<Record<string, unknown>> & { readonly MaHoSo: string }];
}

/** A step with the receipt brings the whole dossier first; a submission came from the portal and has no meaning for it. */
export function render({ envelope, data }: Renderable, { statusMap }: Pick<PortalConfig, 'statusMap'>): Rendered | undefined {
  if (envelope.type !== 'dossier.status-changed') return undefined;
  const message = readDossierMessage(envelope, data);
  if (message.type !== 'dossier.status-changed') return undefined;
  const national = Object.hasOwn(statusMap, message.data.to) ? statusMap[message.data.to] : undefined;
  const calls = callsFor(message.data, national ?? message.data.to);
  return {
    contentType: 'application/json; charset=utf-8',
    attributes: { services: calls.map(({ service }) => service).join(' ') },
    body: Buffer.from(JSON.stringify({ calls }), 'utf8'),
  };
}

function callsFor(step: DossierStatusChanged, status: StatusCode): Call[] {
  const progress: Call = { service: 'CapNhatTienDoHoSoMC', data: [progressRow(step, status)] };
  return step.received ? [{ service: 'DongBoHoSoMC', data: [dossierRow(step.received, status)] }, progress] : [progress];
}
