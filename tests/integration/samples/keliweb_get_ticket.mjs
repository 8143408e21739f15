// What a browser sends for the jQuery sample in the Keliweb document (seeds/003), from a page of another
// origin: first the preflight that asks for the sample's two headers, and, if the answer allows them, the
// FormData. Prints the HTTP status, then the body.
import http from 'node:http';

const url = process.env.SAMPLE_URL + '/api/v2/keliweb/get-ticket';
const origin = 'https://customers.example';
const asked = ['authorization', 'cache-control'];

const preflight = await new Promise((resolve, reject) => {
  const request = http.request(url, {
    method: 'OPTIONS',
    headers: {
      'Accept': '*/*',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': asked.join(','),
      'Origin': origin,
      'Sec-Fetch-Mode': 'cors',
    },
  }, (response) => {
    response.resume();
    response.on('end', () => resolve(response));
  });
  request.on('error', reject);
  request.end();
});

function fail(why) {
  console.error(why, preflight.statusCode, preflight.headers);
  process.exit(1);
}
const list = (name) => (preflight.headers[name] ?? '').toLowerCase().split(',').map((word) => word.trim());
const allowsOrigin = (headers) => ['*', origin].includes(headers.get('access-control-allow-origin'));
if (preflight.statusCode < 200 || preflight.statusCode > 299) fail('the preflight is refused');
if (!allowsOrigin(new Headers(preflight.headers))) fail('the origin is not allowed');
if (!list('access-control-allow-methods').includes('post')) fail('POST is not allowed');
for (const header of asked) {
  if (!list('access-control-allow-headers').includes(header)) fail(`the header ${header} is not allowed`);
}

const form = new FormData();
form.append('ticketid', '1');
const response = await fetch(url, {
  method: 'POST',
  headers: {
    'Authorization': 'Bearer ' + process.env.SAMPLE_TOKEN,
    'cache-control': 'no-cache',
    'Origin': origin,
  },
  body: form,
});
if (!allowsOrigin(response.headers)) fail('the answer may not be read from that origin');
process.stdout.write(`${response.status}\n${await response.text()}`);
