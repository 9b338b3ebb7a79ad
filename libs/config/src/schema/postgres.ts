import { z } from 'zod';
import { count, exactlyOne, oneOf, path, port } from './units';

const withoutPassword = (url: string): boolean => URL.canParse(url) && new URL(url).password === '';

const secretInside = {
  error: 'a password does not belong into the address; use passwordFile',
  params: { vi: 'không ghi mật khẩu trong địa chỉ; dùng passwordFile' },
};

/** `sslmode` and its like would win over the authority. */
const asksForTls = (url: string): boolean =>
  URL.canParse(url) && [...new URL(url).searchParams.keys()].some((key) => key.startsWith('ssl'));

const twoChoices = {
  error: 'caFile decides about TLS; remove the parameters that begin with ssl from the address',
  params: { vi: 'caFile đã quyết định TLS; bỏ các tham số bắt đầu bằng ssl trong địa chỉ' },
};

export const postgres = z
  .strictObject({
    embedded: z
      .strictObject({ port: port().describe('Port of the server on 127.0.0.1') })
      .optional()
      .describe('Run PostgreSQL on this machine; either this or `url`'),
    url: z
      .url({ protocol: /^postgres(ql)?$/ })
      .refine(withoutPassword, secretInside)
      .optional()
      .describe('Address of an external database with its user and no password; either this or `embedded`'),
    passwordFile: path().optional().describe("File that holds the password of the address's user; absent: none is sent"),
    caFile: path().optional().describe("PEM of the authority behind the server's certificate; absent: no TLS"),
    connections: count().max(200).default(10).describe('Connections that one role keeps at most'),
  })
  .refine(({ url, caFile }) => caFile === undefined || url === undefined || !asksForTls(url), twoChoices)
  .refine((postgres) => oneOf(postgres, 'embedded', 'url'), exactlyOne('embedded', 'url'));
