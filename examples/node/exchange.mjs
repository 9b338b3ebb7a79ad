// Sends one signed message and fetches the inbox, with @lienthong/client.
//
//   node exchange.mjs GATEWAY ROOT.pem OWN.pem OWN.key.pem MESSAGE.json
//
// OWN.pem: the party's certificate first, then its issuers. Guide: docs/client.md.
import { readFileSync } from 'node:fs';
import { Client, pemSigner, signEvent } from '@lienthong/client';

const [gateway, ...files] = process.argv.slice(2);
const [root, certificate, key, message] = files.map((file) => readFileSync(file, 'utf8'));
const client = new Client({
  gateway,
  ca: root,
  certificate,
  key,
  senders: root,
  onRetry: ({ code }) => console.error('again after', code),
});

const accepted = await client.send(await signEvent(JSON.parse(message), pemSigner({ certificate, key })));
console.log('accepted', accepted.id, accepted.digest);

// a real system follows its inbox for ever; this one stops when nothing has come for five seconds
const stop = new AbortController();
let quiet = setTimeout(() => stop.abort(), 5_000);
for await (const delivery of client.receive({ signal: stop.signal })) {
  clearTimeout(quiet);
  if (delivery.signature.kind === 'valid') {
    console.log('stored', delivery.event().id); // in one's own database, once under delivery.id
    await delivery.ack();
    console.log('received', delivery.id, delivery.subject);
  } else {
    await delivery.reject('sai-chu-ky');
    console.log('rejected', delivery.id, delivery.signature.check);
  }
  quiet = setTimeout(() => stop.abort(), 5_000);
}
client.close();
