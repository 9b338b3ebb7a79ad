import type { ListedMessage } from '@lienthong/sandbox';
import { takenTwice } from './one-outcome';

const row = (digest: string, acceptedAt: string, outcome: ListedMessage['outcome'] = 'recorded'): ListedMessage => ({
  ...{ message: 'm', connector: 'portal', id: 'i', sender: 's', type: 't', subject: 'd', code: '', deliveries: [] },
  ...{ digest, acceptedAt, outcome },
});

describe('one record, one outcome', () => {
  it('passes what was handed in twice and taken once each', () => {
    expect(takenTwice([row('aa', '08:00:00.001'), row('aa', '08:00:00.900', 'duplicate'), row('bb', '08:00:00.001')])).toEqual([]);
  });

  it('finds what was taken twice, also where idempotency hides it', () => {
    const found = takenTwice([row('aa', '08:00:00.001'), row('aa', '08:00:00.001', 'duplicate')]);
    expect(found).toEqual([{ figure: 'doubled', n: 0, what: 'portal aa of 08:00:00.001 has 2 outcomes' }]);
  });

  it('leaves out what is parked before anybody knows its bytes', () => {
    expect(takenTwice([row('', '08:00:00.001', 'parked'), row('', '08:00:00.001', 'parked')])).toEqual([]);
  });
});
