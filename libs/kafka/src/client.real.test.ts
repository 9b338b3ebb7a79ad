import { once } from 'node:events';
import { type AddressInfo, type Server, createServer } from 'node:net';
import { type KafkaAuth, createKafka } from './client';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const login = { mechanism: 'plain', username: 'u', password: 'p' } as const;
const handshake = 0x16; // RFC 8446 §5.1: ContentType of a TLS record; a Kafka request begins with the high byte of its length

describe('the first byte that a client sends', () => {
  let broker: Server;
  const ends: Promise<unknown>[] = [];
  beforeEach(async () => {
    broker = createServer().listen(0, '127.0.0.1');
    await once(broker, 'listening');
  });
  afterEach(() => broker.close());
  afterAll(() => Promise.all(ends));

  it.each<[string, KafkaAuth | undefined, number]>([
    ['is TLS with an authority', { ...login, tls: true, ca: '' }, handshake],
    ['is TLS without an authority: the system’s are meant', { ...login, tls: true }, handshake],
    ['is TLS with SCRAM', { ...login, mechanism: 'scram-sha-512', tls: true }, handshake],
    ['is TLS with a client certificate', { mechanism: 'mtls', cert: '', key: '' }, handshake],
    ['is in the clear only when that was chosen', { ...login, tls: false }, 0],
    ['is in the clear without a login', undefined, 0],
  ])('%s', async (_, auth, first) => {
    const { port } = broker.address() as AddressInfo;
    const admin = createKafka({ brokers: [`127.0.0.1:${port}`], clientId: 'test', auth, log: silent })
      .open('few')
      .admin();
    const sent = new Promise<number | undefined>((resolve) => {
      broker.on('connection', (socket) => {
        socket.on('error', () => undefined);
        socket.once('data', (bytes) => {
          resolve(bytes[0]);
          socket.destroy();
        });
      });
    });
    ends.push(admin.connect().then(undefined, () => admin.disconnect()));
    expect(await sent).toBe(first);
  });
});
