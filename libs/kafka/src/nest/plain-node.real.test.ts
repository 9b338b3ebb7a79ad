import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../../..');

// Nest 12 is published as ES modules only: what jest transforms, node loads by require(esm). No broker is needed for the hand-over itself.
const program = `
require('reflect-metadata');
const { Controller, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { EventPattern } = require('@nestjs/microservices');
const { KafkaStreams, OriginalErrors } = require('@lienthong/kafka/nest');
const { PositionMoved } = require('@lienthong/message');

const thrown = [new PositionMoved('position moved'), new Error('database away')];
class Intake { onBatch(batch) { if (batch.error) throw batch.error; } }
EventPattern('in', { records: 5 })(Intake.prototype, 'onBatch', Object.getOwnPropertyDescriptor(Intake.prototype, 'onBatch'));
Controller()(Intake);
class App {}
Module({ controllers: [Intake] })(App);

async function play(filters) {
  const said = [];
  const name = (error) => error.name + ':' + (error.code ?? error.message);
  const consumer = { async run({ groupId, topics, limits, handle }) {
    said.push(groupId + ' ' + topics + ' ' + limits.records);
    for (const error of [undefined, ...thrown]) said.push(await handle({ error }).then(() => 'done', name));
    return { stop: async () => said.push('stopped') };
  } };
  const strategy = new KafkaStreams({ consumer, zones: ['a'], owner: 'core', positions: {}, reports: {} });
  const app = await NestFactory.createMicroservice(App, { strategy, logger: false });
  app.useGlobalFilters(...filters);
  await app.listen();
  await app.close();
  return said;
}
(async () => process.stdout.write(JSON.stringify([await play([]), await play([new OriginalErrors()])])))();
`;

it('works under plain node, and the filter hands the original errors on', () => {
  execFileSync(process.execPath, [resolve(root, 'node_modules/typescript/bin/tsc'), '-b', 'libs/kafka'], { cwd: root });
  const env = { ...process.env, NODE_OPTIONS: '' };
  const output = execFileSync(process.execPath, ['-e', program], { cwd: resolve(root, 'libs/kafka'), encoding: 'utf8', env });
  const lines = output.trim().split('\n');
  const replaced = 'KafkaError:kafka.handler-failed';
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual([
    ['core.in in.a 5', 'done', replaced, replaced, 'stopped'],
    ['core.in in.a 5', 'done', 'PositionMoved:position moved', 'Error:database away', 'stopped'],
  ]);
});
