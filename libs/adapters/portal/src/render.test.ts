import { render } from './render';
import { portalTime } from './rows';
import { fixture, renderableOf } from './testing/fixtures.test-kit';

const rendered = (message: string, statusMap = {}): string =>
  Buffer.from(render(renderableOf(message), { statusMap })?.body ?? []).toString('utf8');
const text = (name: string, statusMap = {}): string => rendered(fixture(name), statusMap);

describe('rendering for the portal', () => {
  it.each(['accepted', 'in-progress'])('gives exactly the calls of %s', (name) => {
    expect(text(`${name}.json`)).toBe(JSON.stringify(JSON.parse(fixture(`${name}.calls.json`))));
  });

  it('translates statuses by the table of the connector, the rest as it is', () => {
    expect(text('in-progress.json', { '4': '5' })).toContain('"TrangThai":"5"');
    expect(text('accepted.json', { '4': '5' })).toContain('"TrangThaiHoSo":"2"');
  });

  it.each([
    ['0', 'handed in by post, of whose result nothing is said', { channel: 'post' }],
    ['0', 'handed in by post and fetched at the counter', { channel: 'post', resultReturn: 'counter' }],
    ['1', 'handed in online and returned by post', { channel: 'online', resultReturn: 'post' }],
  ])('gives HinhThuc %s to a dossier %s', (way, _, change) => {
    const event = JSON.parse(fixture('accepted.json')) as { data: { received: { dossier: object } } };
    Object.assign(event.data.received.dossier, change);
    expect(rendered(JSON.stringify(event))).toContain(`"HinhThuc":"${way}"`);
  });

  it.each([
    ['2026-11-23T09:15:30+07:00', '20261123091530'],
    ['2026-11-23T17:00:00Z', '20261124000000'],
    ['2026-12-31T23:59:59.999-05:00', '20270101115959'],
  ])('writes %s as %s', (rfc3339, portal) => {
    expect(portalTime(rfc3339)).toBe(portal);
  });
});
