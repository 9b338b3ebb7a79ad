import { changes } from './changes';

it('tells changed, added and removed settings by their path, and nothing of comments, order and quotes', () => {
  const before = "name: a\nconfig: { url: 'http://x', poll: { limit: 1 }, old: true }\nparties: [A, B]\n";
  const after = '# moved\nparties: [A]\nconfig:\n  poll: { limit: 2 }\n  url: http://x\n  new: {}\nname: a\n';
  expect(changes(before, after)).toEqual([
    '+ config.new: {}',
    '- config.old: true',
    '- config.poll.limit: 1',
    '+ config.poll.limit: 2',
    '- parties: ["A","B"]',
    '+ parties: ["A"]',
  ]);
  expect(changes(before, before)).toEqual([]);
});
