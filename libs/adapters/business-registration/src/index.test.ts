import { describeAdapter, freePort } from '@lienthong/adapter-kit/testing';
import { tmpdir } from 'node:os';
import { businessRegistrationAdapter } from '.';
import { configFor, secrets, startRegistry } from './testing/fake-registry.test-kit';
import { changeRaw, detailsRaw, fixture, party, renderableOf } from './testing/fixtures.test-kit';

const lookup = renderableOf(fixture('lookup.json'));
const enterprise = {
  code: '9900000016',
  name: 'CÔNG TY TNHH MỘT VÍ DỤ',
  kind: { name: 'Công ty TNHH' },
  status: { name: 'Đang hoạt động' },
  address: 'Số 1 phố Mẫu',
  representatives: [{ name: 'LÊ VĂN GIẢ' }],
  warnings: [],
};
const request = { id: 'mc-tra-cuu-000001', source: '000.99.02.H26' };
const told = { at: '2026-11-23T01:00:00.000Z', ageSeconds: 90, by: 'cache' };

describeAdapter(businessRegistrationAdapter, {
  sides: ['source', 'sink'],
  answers: true,
  config: configFor('http://127.0.0.1:1', tmpdir()),
  readable: [
    {
      name: 'a new registration',
      raw: changeRaw(),
      envelope: {
        id: 'change-17',
        source: party,
        type: 'enterprise.registered',
        subject: '9900000023',
        receivers: [],
        dataschema: 'enterprise/1',
      },
    },
    {
      name: 'a change',
      raw: changeRaw({ CHANGE_TYPE: 'CHANGE' }),
      envelope: { type: 'enterprise.changed', time: new Date('2026-11-23T01:30:00Z') },
    },
    {
      name: 'an answer from the cache, with its age',
      raw: detailsRaw(),
      envelope: { id: 're-m-1', source: party, type: 'enterprise.details', subject: '9900000016', receivers: ['000.99.02.H26'] },
      data: { request, code: '9900000016', told, enterprise },
    },
    {
      name: 'the answer that there is no such enterprise',
      raw: detailsRaw(fixture('not-found.json')),
      envelope: { type: 'enterprise.details' },
      data: { request, code: '9900000016', told },
    },
  ],
  unreadable: [
    { name: 'a change without number', raw: changeRaw({ CHANGE_ID: 'x' }), code: 'message.malformed' },
    { name: 'a change of another kind', raw: changeRaw({ CHANGE_TYPE: 'GONE' }), code: 'message.malformed' },
    { name: 'a change on a day that is none', raw: changeRaw({ CHANGE_TIME: '20260230083000' }), code: 'message.malformed' },
    { name: 'a change of nobody', raw: changeRaw({ MainInformation: null }), code: 'enterprise.shape' },
    { name: 'an answer without Data', raw: detailsRaw('{"fault":{}}'), code: 'message.malformed' },
    { name: 'an answer to nobody', raw: { ...detailsRaw(), attributes: {} }, code: 'message.malformed' },
    {
      name: 'a change that was too large',
      raw: { ...changeRaw(), omitted: { bytes: 70_000, sha256: new Uint8Array(32) } },
      code: 'message.too-large',
    },
  ],
  renderable: [{ name: 'a question', message: lookup, contentType: 'application/json; charset=utf-8' }],
  meaningless: [{ name: 'what it told itself', message: { ...lookup, envelope: { ...lookup.envelope, type: 'enterprise.details' } } }],
  counterpart: startRegistry,
  dead: async () => {
    const port = await freePort();
    return { config: configFor(`http://127.0.0.1:${port}`, tmpdir()), allow: [`127.0.0.1:${port}`], secrets };
  },
});
