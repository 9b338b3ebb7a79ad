import { Failure } from '@lienthong/message';
import { readEnterprise } from './read-enterprise';
import { enterprise, registered } from './testing/samples.test-kit';

const withMain = (change: object) => ({ ...registered, MainInformation: { ...registered.MainInformation, ...change } });

describe('an answer of the business register', () => {
  it('is read as it comes', () => {
    expect(readEnterprise(registered)).toEqual(enterprise);
  });

  it.each([
    ['a list of representatives', [{ FULL_NAME: 'LÊ VĂN GIẢ' }, { FULL_NAME: 'TRẦN THỊ MẪU' }], ['LÊ VĂN GIẢ', 'TRẦN THỊ MẪU']],
    ['a list of one', [{ FULL_NAME: 'LÊ VĂN GIẢ' }], ['LÊ VĂN GIẢ']],
    ['a list with something that is none', [null, 'x', { FULL_NAME: ' ' }, {}, { FULL_NAME: 'LÊ VĂN GIẢ' }], ['LÊ VĂN GIẢ']],
    ['an empty list', [], []],
    ['null', null, []],
    ['an empty text', '', []],
  ])('may have for representatives %s', (_, Representatives, names) => {
    expect(readEnterprise({ ...registered, Representatives })?.representatives.map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ['HOAddress with two d', { HOAddress: { AddressFullText: 'Số 2' } }, 'Số 2'],
    ['a bare text', { HOAddress: 'Số 2' }, 'Số 2'],
    ['no address', {}, undefined],
    ['an address that is null', { HOAdress: null }, undefined],
  ])('may have %s', (_, place, address) => {
    const { HOAdress, ...rest } = registered;
    expect(HOAdress.AddressFullText).toBe('Số 1 phố Mẫu');
    expect(readEnterprise({ ...rest, ...place })?.address).toBe(address);
  });

  it.each([
    [{ ENTERPRISE_GDT_CODE: 9_900_000_016 }, '9900000016'],
    [{ ENTERPRISE_GDT_CODE: ' 9900000016 ' }, '9900000016'],
    [{ ENTERPRISE_GDT_CODE: '9900000016001' }, '9900000016-001'],
    [{ ENTERPRISE_GDT_CODE: null, ENTERPRISE_CODE: '099912345678' }, '099912345678'],
  ])('tells its code as %j', (change, code) => {
    expect(readEnterprise(withMain(change))).toMatchObject({ code, warnings: [] });
  });

  it('carries names with the register’s own codes where it tells them, letters in one form', () => {
    const main = {
      NAME: 'CÔNG TY'.normalize('NFD'),
      ENTERPRISE_STATUS: 4,
      ENTERPRISE_TYPE_ID: '2',
      SHORT_NAME: 'VD',
      NAME_F: 'EXAMPLE LTD',
    };
    expect(readEnterprise(withMain(main))).toMatchObject({
      name: 'CÔNG TY',
      shortName: 'VD',
      foreignName: 'EXAMPLE LTD',
      kind: { name: 'Công ty TNHH', code: '2' },
      status: { name: 'Đang hoạt động', code: '4' },
    });
  });

  it('warns of a check digit that does not fit, and stands all the same', () => {
    expect(readEnterprise(withMain({ ENTERPRISE_GDT_CODE: '9900000017' }))).toMatchObject({
      code: '9900000017',
      warnings: [{ code: 'enterprise.check-digit', field: '/code' }],
    });
  });

  it.each([[{}], [{ MainInformation: null }], [{ HOAdress: {}, Representatives: [] }]])('knows no enterprise: %j', (data) => {
    expect(readEnterprise(data)).toBeUndefined();
  });

  it.each([
    ['enterprise.shape', '/MainInformation', { MainInformation: 'Nguyễn' }],
    ['enterprise.shape', '/MainInformation/NAME', withMain({ NAME: {} })],
    ['enterprise.code-malformed', '/MainInformation/ENTERPRISE_GDT_CODE', withMain({ ENTERPRISE_GDT_CODE: 'Nguyễn' })],
    ['enterprise.code-malformed', '/MainInformation/ENTERPRISE_CODE', withMain({ ENTERPRISE_GDT_CODE: '' })],
  ])('cannot be read: %s at %s, and nothing of it is repeated', (code, field, data) => {
    try {
      readEnterprise(data);
      throw new Error('was read');
    } catch (failure) {
      expect(failure).toBeInstanceOf(Failure);
      expect(failure).toMatchObject({ kind: 'permanent', code, detail: { field } });
      expect(String(failure)).not.toContain('Nguyễn');
    }
  });
});
