import { Channels } from './channels';

const drain = (channels: Channels<string>, channel: string): string[] => {
  const begun: string[] = [];
  for (let one = channels.begin(channel); one !== undefined; one = channels.begin(channel)) begun.push(one);
  return begun;
};

it('each channel has as many at work as may be, in their order, whatever waits in another', () => {
  const channels = new Channels<string>(2);
  for (const one of ['s1', 's2', 's3', 's4']) channels.add('slow', one);
  channels.add('fast', 'f1');
  expect(drain(channels, 'slow')).toEqual(['s1', 's2']);
  expect(drain(channels, 'fast')).toEqual(['f1']);
  channels.end('fast');
  channels.add('fast', 'f2');
  expect(drain(channels, 'fast')).toEqual(['f2']);
  expect(drain(channels, 'slow')).toEqual([]);
  channels.end('slow');
  expect(drain(channels, 'slow')).toEqual(['s3']);
  channels.keep(() => false);
  channels.end('slow');
  expect(drain(channels, 'slow')).toEqual([]);
});
