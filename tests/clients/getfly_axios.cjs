// The published npm package axios, unchanged, against a served demo desk, in the shape of an integration with
// Getfly's tickets: one client with a base URL, a key and a timeout, a loop that pages, filters as objects.
// usage: node getfly_axios.cjs SCENARIO
'use strict';
const assert = require('node:assert/strict');
const axios = require('axios');

const api = axios.create({
  baseURL: `${process.env.DESK_URL}/api/v6.1`,
  timeout: 15000,
  headers: { 'X-API-KEY': process.env.DESK_API_KEY },
});

// A call too many is made again when the server says so.
api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 429) throw error;
  const seconds = Number(error.response.headers['retry-after'] ?? 1);
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  return api.request(error.config);
});

// What such programs show of a failure: `errors` first, then `message`, then `error`, then the status.
function reason(error) {
  const body = error.response?.data ?? {};
  const first = body.errors && Object.values(body.errors)[0];
  return (Array.isArray(first) ? first[0] : first) ?? body.message ?? body.error ?? `HTTP ${error.response?.status}`;
}

async function refused(call, status, text) {
  const error = await call.then(() => assert.fail('this should have been refused'), (e) => e);
  assert.equal(error.response?.status, status, error.message);
  assert.equal(reason(error), text);
}

const withoutEmpty = (body) => Object.fromEntries(
  Object.entries(body).filter(([, value]) => value !== undefined && value !== null && value !== ''));

async function open(ticket = {}) {
  const { data } = await api.post('/ticket', withoutEmpty({
    ticket_title: 'Hello', ticket_content: '<p>Xin chào <b>bạn</b></p>', ...ticket,
  }));
  assert.equal(data.message, 'Successfully added');
  assert.equal(typeof data.data.identity, 'number');
  return data.data;
}
const detail = async (code, fields) => (await api.get('/ticket', { params: { ticket_code: code, fields } })).data;

async function list(params) {
  const { data } = await api.get('/tickets', { params: { fields: 'id', ...params } });
  return data.data.map((ticket) => ticket.id);
}
const filtered = (filtering, params) => list({ filtering, sort: 'id', ...params });

async function everything(params) {
  const rows = [];
  for (let offset = 0; ; offset += params.limit) {
    const { data } = await api.get('/tickets', { params: { ...params, offset } });
    rows.push(...data.data);
    if (!data.has_more || data.data.length === 0) return rows;
  }
}

async function openMany(count) {
  const opened = [];
  for (let i = 0; i < count; i += 10) {
    opened.push(...await Promise.all(
      Array.from({ length: 10 }, (_, n) => open({ ticket_title: `Number ${i + n}`, emergency_phone: `09${i + n}` }))));
  }
  return opened;
}

const scenarios = {
  async tests_the_connection() {
    const answer = await api.get('/tickets', { params: { limit: 1 } });
    assert.equal(answer.status, 200);
    assert.equal(answer.data.limited, 1);
    const stranger = axios.create({ baseURL: api.defaults.baseURL, headers: { 'X-API-KEY': 'wrong' } });
    await refused(stranger.get('/tickets', { params: { limit: 1 } }), 401, 'Unauthorized');
  },

  async pages_through_250_tickets() {
    const opened = await openMany(250);
    const ids = (await everything({ fields: 'id,ticket_code', limit: 50 })).map((ticket) => ticket.id);
    assert.equal(ids.length, 251);
    assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => b - a));
    for (const { identity } of opened) assert.ok(ids.includes(identity));
    const since = await everything({
      fields: 'id', limit: 50, sort: 'created_at', direction: 'asc', filtering: { 'created_at:gte': '2020-01-01' },
    });
    assert.equal(since.length, 250);
    assert.equal((await everything({ fields: 'id', limit: 100, filtering: { 'emergency_phone:contains': '09' } })).length, 250);
  },

  async filters_with_every_operator() {
    const a = (await open({ ticket_title: '100% in', emergency_phone: '0_1', account_code: 'KH0001', expected_at: '2030-01-10' })).identity;
    const b = (await open({ ticket_title: '100x in', emergency_phone: '0x1', status_name: 'On Hold', expected_at: '2030-01-20' })).identity;
    const c = (await open({ cate_name: 'New Category', custom_fields: { custom_field: 'Hà Nội' } })).identity;
    const now = new Date(Date.now() + 60000).toISOString().slice(0, 19).replace('T', ' ');
    assert.deepEqual(await filtered({ id: a }), [a]);
    assert.deepEqual(await filtered({ 'id:eq': a }), [a]);
    assert.deepEqual(await filtered({ 'id:is': a }), [a]);
    assert.deepEqual(await filtered({ 'id:in': [a, c] }), [a, c]);
    assert.deepEqual(await filtered({ 'id:in': `${a},${c}` }), [a, c]);
    assert.deepEqual(await filtered({ 'id:not_in': [1, b] }), [a, c]);
    assert.deepEqual(await filtered({ 'id:between': [a, b] }), [a, b]);
    assert.deepEqual(await filtered({ 'id:not_between': [a, b] }), [1, c]);
    assert.deepEqual(await filtered({ 'id:gt': b }), [c]);
    assert.deepEqual(await filtered({ 'id:gte': b }), [b, c]);
    assert.deepEqual(await filtered({ 'id:lt': a }), [1]);
    assert.deepEqual(await filtered({ 'id:lte': a }), [1, a]);
    assert.deepEqual(await filtered({ 'ticket_title:contains': '100%' }), [a]);
    assert.deepEqual(await filtered({ 'emergency_phone:contains': '0_' }), [a]);
    assert.deepEqual(await filtered({ 'expected_at:between': ['2030-01-10', '2030-01-20'] }), [a, b]);
    assert.deepEqual(await filtered({ 'created_at:between': ['2020-01-01 00:00:00', now] }), [a, b, c]);
    assert.deepEqual(await filtered({ 'updated_at:lt': 1577836800 }), await filtered({ 'updated_at:lt': '2020-01-01' }));
    assert.deepEqual(await filtered({ status_name: 'on hold' }), [b]);
    assert.deepEqual(await filtered({ 'cate_name:in': ['New Category', 'Nowhere'] }), [c]);
    assert.deepEqual(await filtered({ 'account_code:in': ['KH0001'] }), [1, a]);
    assert.deepEqual(await filtered({ account_email: 'TESTUSER@whmcs.com' }), [1, a]);
    assert.deepEqual(await filtered({ 'custom_fields.custom_field': 'Hà Nội' }), [c]);
    assert.deepEqual(await filtered({ 'id:gt': 1, status_name: 'Open', 'expected_at:is': 'null' }), [c]);
    assert.deepEqual(await list({ search: '100%' }), [a]);
    await refused(api.get('/tickets', { params: { filtering: { 'id:like': 1 } } }), 400, 'filtering[id:like] is not supported');
  },

  // Each field with each operator that the page of the dialect names for it, but for those of `id`, above.
  async filters_by_every_field() {
    const { identity: a, ticket_code: code } = await open({
      ticket_title: 'Printer on fire', emergency_phone: '0912', account_code: 'KH0001', expected_at: '2030-01-10',
    });
    const { identity: b, ticket_code: other } = await open({
      ticket_title: 'Invoice', cate_name: 'New Category', status_name: 'On Hold', account_email: 'guest@example.org',
      custom_fields: { custom_field: 'Hà Nội' },
    });
    const statuses = (await api.get('/ticket/status')).data.data;
    const onHold = statuses.find((status) => status.status_name === 'On Hold').id;
    const { updated_at: updated } = await detail(code);
    const all = [1, a, b];
    const cases = [
      [{ ticket_code: code }, [a]], [{ 'ticket_code:is': code }, [a]], [{ 'ticket_code:in': [code, other] }, [a, b]],
      [{ 'ticket_code:contains': code.slice(1) }, [a]],
      [{ ticket_title: 'printer on fire' }, [a]], [{ 'ticket_title:is': 'Invoice' }, [b]],
      [{ 'ticket_title:in': ['Invoice', 'Printer on fire'] }, [a, b]], [{ 'ticket_title:contains': 'FIRE' }, [a]],
      [{ cate_id: 2 }, [b]], [{ 'cate_id:is': 1 }, [1, a]], [{ 'cate_id:in': [1, 2] }, all], [{ 'cate_id:not_in': [1] }, [b]],
      [{ status_id: onHold }, [b]], [{ 'status_id:is': onHold }, [b]], [{ 'status_id:in': [onHold] }, [b]],
      [{ 'status_id:not_in': [onHold] }, [1, a]],
      [{ account_id: 1 }, [1, a]], [{ 'account_id:is': 'null' }, [b]], [{ 'account_id:in': [0, 1] }, all],
      [{ 'account_id:not_in': [1] }, [b]],
      [{ cate_name: 'new category' }, [b]], [{ 'cate_name:is': 'New Category' }, [b]], [{ 'cate_name:in': ['New Category'] }, [b]],
      [{ status_name: 'Open' }, [a]], [{ 'status_name:is': 'Closed' }, [1]], [{ 'status_name:in': ['Open', 'On Hold'] }, [a, b]],
      [{ account_code: 'KH0001' }, [1, a]], [{ 'account_code:is': 'KH0001' }, [1, a]], [{ 'account_code:in': ['KH0001', 'x'] }, [1, a]],
      [{ account_email: 'Guest@example.org' }, [b]], [{ 'account_email:is': 'guest@example.org' }, [b]],
      [{ 'account_email:in': ['guest@example.org', 'testuser@whmcs.com'] }, all],
      [{ emergency_phone: '0912' }, [a]], [{ 'emergency_phone:is': 'null' }, [1, b]], [{ 'emergency_phone:in': ['0912', '1'] }, [a]],
      [{ 'emergency_phone:contains': '91' }, [a]],
      [{ 'custom_fields.custom_field': 'Hà Nội' }, [b]], [{ 'custom_fields.custom_field:is': 'Hà Nội' }, [b]],
      [{ 'custom_fields.custom_field:in': ['một', 'Hà Nội'] }, [b]], [{ 'custom_fields.custom_field:contains': 'nội' }, [b]],
      [{ expected_at: '2030-01-10' }, [a]], [{ 'expected_at:is': 'null' }, [1, b]], [{ 'expected_at:gt': '2030-01-09' }, [a]],
      [{ 'expected_at:gte': '2030-01-10' }, [a]], [{ 'expected_at:lt': '2030-01-11' }, [a]], [{ 'expected_at:lte': '2030-01-10' }, [a]],
      [{ 'expected_at:between': ['2030-01-01', '2030-01-31'] }, [a]], [{ 'expected_at:not_between': ['2030-01-01', '2030-01-09'] }, [a]],
      [{ created_at: '2016-01-01' }, [1]], [{ 'created_at:is': '2016-01-01' }, [1]], [{ 'created_at:gt': '2016-01-01' }, [a, b]],
      [{ 'created_at:gte': '2016-01-01' }, all], [{ 'created_at:lt': '2016-01-02' }, [1]], [{ 'created_at:lte': '2016-01-01' }, [1]],
      [{ 'created_at:between': ['2015-12-31', '2016-01-01'] }, [1]], [{ 'created_at:not_between': ['2015-12-31', '2016-01-01'] }, [a, b]],
      [{ 'updated_at:gte': updated, id: a }, [a]], [{ 'updated_at:gt': updated, id: a }, []], [{ updated_at: updated, id: a }, [a]],
      [{ 'updated_at:is': updated, id: a }, [a]], [{ 'updated_at:lt': updated, id: a }, []], [{ 'updated_at:lte': updated, id: a }, [a]],
      [{ 'updated_at:between': [updated, updated], id: a }, [a]], [{ 'updated_at:not_between': [updated, updated], id: a }, []],
    ];
    for (const [filtering, ids] of cases) assert.deepEqual(await filtered(filtering), ids, JSON.stringify(filtering));
    assert.deepEqual(await list({ filter: { 'id:in': all }, sort_by: 'id', order: 'desc' }), [b, a, 1]);
    for (const sort of ['id', 'ticket_code', 'ticket_title', 'created_at', 'updated_at', 'expected_at']) {
      const up = await list({ sort, direction: 'asc' });
      assert.deepEqual(await list({ sort, direction: 'desc' }), up.reverse(), sort);
    }
  },

  async filters_and_sorts_comments() {
    const { identity } = await open();
    const ids = [];
    for (const content of ['một', 'hai', 'ba']) {
      ids.push((await api.post(`/ticket/${identity}/comments`, { content })).data.id);
    }
    const comments = async (params) => {
      const { data } = await api.get(`/ticket/${identity}/comments`, { params: { fields: 'id', ...params } });
      return data.data.map((comment) => comment.id);
    };
    assert.deepEqual(await comments(), [...ids].reverse());
    assert.deepEqual(await comments({ sort: 'created_at', direction: 'asc', limit: 2, offset: 1 }), ids.slice(1));
    assert.deepEqual(await comments({ filtering: { 'id:in': [ids[0], ids[2]] }, sort: 'id' }), [ids[0], ids[2]]);
    assert.deepEqual(await comments({ filtering: { is_feedback: 1 } }), []);
    assert.deepEqual((await comments({ filtering: { is_feedback: 0 } })).length, 3);
  },

  async opens_updates_comments_deletes_and_restores() {
    const { identity, ticket_code: code } = await open({
      cate_name: 'Sample Support Department', status_name: 'Open', account_email: 'testuser@whmcs.com', contact_name: 'Ann',
      expected_at: '2030-05-06', emergency_phone: '0912 345 678',
    });
    let ticket = await detail(code);
    assert.equal(ticket.id, identity);
    assert.equal(ticket.ticket_content, '<p>Xin chào <b>bạn</b></p>');
    assert.equal(ticket.account_name, 'Cynthia Reilly');

    const updated = await api.put('/ticket', withoutEmpty({
      ticket_code: code, ticket_title: 'Mật khẩu 🔑', cate_name: 'New Category', emergency_phone: '',
      custom_fields: { custom_field: 'value' },
    }));
    assert.deepEqual(updated.data, { message: 'Successfully updated', data: { identity, ticket_code: code } });
    ticket = await detail(code);
    assert.equal(ticket.ticket_title, 'Mật khẩu 🔑');
    assert.equal(ticket.cate_name, 'New Category');
    assert.equal(ticket.emergency_phone, '0912 345 678');
    assert.equal(ticket.custom_fields.custom_field, 'value');

    const comment = await api.post(`/ticket/${identity}/comments`, { content: '<p>Đã xong</p>', user_id: 1 });
    assert.equal(comment.data.message, 'Successfully added');
    const comments = (await api.get(`/ticket/${identity}/comments`)).data;
    assert.deepEqual(comments.data.map(({ id, content, is_feedback }) => ({ id, content, is_feedback })),
      [{ id: comment.data.id, content: '<p>Đã xong</p>', is_feedback: 0 }]);

    const gone = await api.delete('/ticket', { data: { ticket_code: code } });
    assert.deepEqual(gone.data, { message: 'Successfully deleted' });
    await refused(api.get('/ticket', { params: { ticket_code: code } }), 404, 'Ticket not found');
    const back = await api.post('/ticket/restore', { ticket_code: code });
    assert.deepEqual(back.data, { message: 'Successfully restored', data: { ticket_code: code } });
    assert.equal((await detail(code, 'ticket_title')).ticket_title, 'Mật khẩu 🔑');
  },

  async synchronises_create_or_update() {
    const sync = async (code, body) => {
      try {
        await api.get('/ticket', { params: { ticket_code: code } });
      } catch (error) {
        if (error.response?.status !== 404) throw error;
        return (await open(body)).ticket_code;
      }
      await api.put('/ticket', { ticket_code: code, ...body });
      return code;
    };
    const code = await sync('NOTTHEREYET', { ticket_title: 'First' });
    assert.equal(await sync(code, { ticket_title: 'Second' }), code);
    assert.equal((await detail(code)).ticket_title, 'Second');
  },

  async reads_refusals() {
    await refused(api.post('/ticket', { ticket_content: 'C' }), 400, 'ticket_title is required');
    await refused(open({ cate_name: 'Nowhere' }), 400, 'cate_name does not exist');
    await refused(open({ status_name: 'Nowhere' }), 400, 'status_name does not exist');
    await refused(api.put('/ticket', { ticket_code: 'NOTTHEREYET' }), 404, 'Ticket not found');
    await refused(api.get('/tickets', { params: { limit: 0 } }), 400, 'limit must be an integer of at least 1');
    await refused(api.patch('/ticket', {}), 405, 'Method Not Allowed');
  },

  async asks_for_the_names() {
    const categories = (await api.get('/ticket/categories')).data;
    assert.deepEqual(categories.data.map((category) => category.cate_name), ['Sample Support Department', 'New Category']);
    const statuses = (await api.get('/ticket/status')).data;
    assert.ok(statuses.data.some((status) => status.status_name === 'Open'));
  },
};

const scenario = scenarios[process.argv[2]];
if (!scenario) {
  console.error(`no such scenario; there are:\n  ${Object.keys(scenarios).join('\n  ')}`);
  process.exit(2);
}
scenario().catch((error) => {
  console.error(error);
  process.exit(1);
});
