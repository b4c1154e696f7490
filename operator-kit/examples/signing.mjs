// Verify a wallet call of Fairdraw, and sign a request to it. Needs nothing but node.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';

const WINDOW_SECONDS = 300;

function sign(secret, id, timestamp, content) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(content);
  return 'v1,' + mac.digest('base64');
}

function same(one, other) {
  const a = Buffer.from(one);
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether one of your secrets signed these very bytes (a Buffer), at most five minutes ago. */
export function verify(secrets, id, timestamp, header, body, nowSeconds = Date.now() / 1000) {
  if (!/^\d{1,12}$/.test(timestamp) || !id || id.includes('.')) return false;
  if (Math.abs(nowSeconds - Number(timestamp)) > WINDOW_SECONDS) return false;
  return secrets
    .flatMap((secret) => header.split(' ').map((given) => same(given, sign(secret, id, timestamp, body))))
    .includes(true);
}

/** The signature of a request; the path with its query, as it is sent. */
export function signRequest(secret, id, timestamp, method, path, body) {
  return sign(secret, id, timestamp, Buffer.concat([Buffer.from(`${method} ${path}.`), body]));
}

// node signing.mjs verify SECRET,SECRET ID TIMESTAMP SIGNATURES | sign SECRET ID TIMESTAMP METHOD PATH
if (process.argv[1]?.endsWith('signing.mjs')) {
  const [what, secret, id, timestamp, ...rest] = process.argv.slice(2);
  const body = readFileSync(0);
  console.log(what === 'verify'
    ? (verify(secret.split(','), id, timestamp, rest[0], body) ? 'good' : 'bad')
    : signRequest(secret, id, timestamp, rest[0], rest[1], body));
}
