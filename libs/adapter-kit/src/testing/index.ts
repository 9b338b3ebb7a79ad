export { describeAdapter } from './contract';
export { acknowledgement } from './contract-source';
export { fixturesIn } from './fixtures';
export type { AdapterSamples, Behaviour, Counterpart, Offering } from './samples';
export { cutOff, type Exchange, freePort, sendJson, startServer, type TestServer } from './server';
export { testTools, type TestToolsOptions } from './tools';
