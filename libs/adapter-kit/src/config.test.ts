import type { ZodType } from 'zod';
import { duration, listenAddress, size, url } from './config';
import { authSchema } from './http/auth/create';

describe('configuration values', () => {
  it.each<[string, ZodType, unknown]>([
    ['10s', duration, 10_000],
    ['250ms', duration, 250],
    ['2h', duration, 7_200_000],
    ['64KiB', size, 65_536],
    ['1MiB', size, 1_048_576],
    ['500B', size, 500],
    ['https://portal.example.vn/api/', url, 'https://portal.example.vn/api'],
    ['127.0.0.1:17100', listenAddress, { host: '127.0.0.1', port: 17_100 }],
    ['[::1]:80', listenAddress, { host: '::1', port: 80 }],
  ])('reads %s', (text, schema, value) => {
    expect(schema.parse(text)).toEqual(value);
  });

  it.each<[unknown, ZodType]>([
    ['10', duration],
    [10, duration],
    ['0s', duration],
    ['1.5s', duration],
    ['10 s', duration],
    ['64KB', size],
    ['-1KiB', size],
    ['ftp://portal.example.vn', url],
    ['https://u:p@portal.example.vn', url],
    ['https://portal.example.vn/?key=1', url],
    ['portal.example.vn', url],
    ['17100', listenAddress],
    ['127.0.0.1:70000', listenAddress],
  ])('refuses %j', (text, schema) => {
    expect(schema.safeParse(text).success).toBe(false);
  });

  it.each([
    ['an unknown kind', { kind: 'magic' }],
    ['a secret in the configuration', { kind: 'basic', username: 'u', password: 'p' }],
    ['an unknown key', { kind: 'basic', username: 'u', passwordFile: 'f', more: 1 }],
  ])('refuses authentication with %s', (_, config) => {
    expect(authSchema.safeParse(config).success).toBe(false);
  });
});
