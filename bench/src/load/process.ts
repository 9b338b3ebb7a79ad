import { type Order, Outside, type OutsideOptions } from './outside';

/** Child process: takes its options from the command line, orders from its parent, and answers each. */
const options = JSON.parse(process.argv[2] ?? '{}') as OutsideOptions;

void Outside.open(options).then((outside) => {
  process.on('message', (order) => void outside.obey(order as Order).then((played) => process.send?.(played)));
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
});
