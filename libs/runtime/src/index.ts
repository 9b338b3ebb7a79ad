export { type Logger, createLogger } from './logger';
export { type Loop, type LoopOptions, startLoop } from './loop';
