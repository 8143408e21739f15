// The published npm package simple-oauth2, unchanged, against a served demo desk: logging in, calling, refreshing and
// revoking, with the client's pair in the header and in the body. usage: node simple_oauth2.cjs SCENARIO
'use strict';
const assert = require('node:assert/strict');
const { ResourceOwnerPassword } = require('simple-oauth2');

const url = process.env.DESK_URL;
const user = { username: process.env.DESK_LOGIN, password: process.env.DESK_PASSWORD };

const clientOf = (authorizationMethod, secret = process.env.DESK_CLIENT_SECRET) => new ResourceOwnerPassword({
  client: { id: process.env.DESK_CLIENT_ID, secret },
  auth: { tokenHost: url, tokenPath: '/oauth/token', revokePath: '/oauth/revoke' },
  options: { authorizationMethod },
});

async function call(method, token, parameters, headers = {}) {
  const response = await fetch(`${url}/api/v2/keliweb/${method}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token.token.access_token}`, ...headers },
    body: new URLSearchParams(parameters),
  });
  return { status: response.status, headers: response.headers, answer: await response.json() };
}

async function counts(token) {
  const { status, answer } = await call('get-ticket', token, { ticketid: 1 });
  if (status === 200) assert.equal(answer.tid, '516757');
  else assert.deepEqual(answer, { result: 'error', message: 'Unauthenticated.' });
  return status === 200;
}

async function refusedWith(status, promise) {
  try {
    await promise;
  } catch (error) {
    assert.equal(error.output.statusCode, status, JSON.stringify(error.data?.payload));
    return error.data.payload;
  }
  assert.fail('it was not refused');
}

const scenarios = {};
for (const mode of ['header', 'body']) {
  scenarios[`logs_in_by_${mode}_and_calls`] = async () => {
    const token = await clientOf(mode).getToken(user);
    assert.equal(token.token.token_type, 'Bearer');
    assert.equal(token.token.expires_in, 3600);
    assert.equal(token.expired(), false);
    assert.ok(await counts(token));
    const opened = await call('open-ticket', token, { deptid: 1, subject: 'From Node', message: 'Hello' });
    const read = await call('get-ticket', token, { ticketid: opened.answer.id });
    assert.equal(read.answer.replies.reply[0].message, 'Hello');
  };
  scenarios[`refreshes_by_${mode}_and_leaves_the_old_pair_behind`] = async () => {
    const first = await clientOf(mode).getToken(user);
    const second = await first.refresh();
    assert.notEqual(second.token.access_token, first.token.access_token);
    assert.ok(await counts(second));
    assert.equal(await counts(first), false);
    const said = await refusedWith(401, first.refresh());
    assert.equal(said.error, 'invalid_request');
    assert.equal(said.hint, 'Token has been revoked');
  };
  scenarios[`revokes_by_${mode}`] = async () => {
    const byAccess = await clientOf(mode).getToken(user);
    await byAccess.revoke('access_token');
    assert.equal(await counts(byAccess), false);
    const byRefresh = await clientOf(mode).getToken(user);
    await byRefresh.revoke('refresh_token');
    assert.equal(await counts(byRefresh), false);
    await refusedWith(401, byRefresh.refresh());
    const both = await clientOf(mode).getToken(user);
    await both.revokeAll();
    assert.equal(await counts(both), false);
  };
  scenarios[`is_told_by_${mode}_what_is_wrong`] = async () => {
    const wrongClient = await refusedWith(401, clientOf(mode, 'wrong').getToken(user));
    assert.equal(wrongClient.error, 'invalid_client');
    const wrongUser = await refusedWith(400, clientOf(mode).getToken({ ...user, password: 'wrong' }));
    assert.equal(wrongUser.error, 'invalid_grant');
    assert.equal(wrongUser.error_description, 'The user credentials were incorrect.');
  };
}

scenarios.sends_a_write_again_after_it_got_no_answer = async () => {
  const token = await clientOf('header').getToken(user);
  const ticket = { deptid: 1, subject: 'Once', message: 'Hello' };
  const key = { 'Idempotency-Key': 'order-4711' };
  const first = await call('open-ticket', token, ticket, key);
  const later = await token.refresh();
  const second = await call('open-ticket', later, ticket, key);
  assert.deepEqual(second.answer, first.answer);
  assert.equal(second.headers.get('idempotency-replayed'), 'true');
};

scenarios.reads_how_often_it_may_call = async () => {
  const token = await clientOf('header').getToken(user);
  const { headers } = await call('get-ticket', token, { ticketid: 1 });
  assert.equal(headers.get('x-ratelimit-limit'), '600');
  assert.ok(Number(headers.get('x-ratelimit-remaining')) < 600);
};

const scenario = scenarios[process.argv[2]];
if (!scenario) {
  console.error(['no such scenario; there are:', ...Object.keys(scenarios).map((name) => `  ${name}`)].join('\n'));
  process.exit(2);
}
scenario().catch((error) => {
  console.error(error);
  process.exit(1);
});
