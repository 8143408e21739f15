// The published npm package whmcs-js, unchanged, against a served demo desk: each scenario uses its methods
// as a program of its users would. usage: node whmcs_js.cjs SCENARIO
'use strict';
const assert = require('node:assert/strict');
const { Support, Tickets } = require('whmcs-js');

const serverUrl = `${process.env.DESK_URL}/includes/api.php`;
const pair = { identifier: process.env.DESK_IDENTIFIER, secret: process.env.DESK_SECRET };
const support = new Support({ serverUrl, ...pair });
const tickets = new Tickets({ serverUrl, ...pair });

const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const attached = (...files) => base64(JSON.stringify(
  files.map(({ name, content }) => ({ name, data: base64(content) }))));

async function succeed(call) {
  const answer = await call;
  assert.equal(answer.result, 'success', JSON.stringify(answer));
  return answer;
}

async function refuse(call, message) {
  assert.deepEqual(await call, { result: 'error', message });
}

const open = (more) => succeed(support.openTicket({
  deptid: 1, clientid: 1, subject: 'Hello', message: 'Hello from **JavaScript**', ...more,
}));

const scenarios = {
  async opens_a_ticket_and_reads_it_by_id_and_by_number() {
    const opened = await open({ subject: 'Mật khẩu 🔑', priority: 'High', markdown: true });
    const read = await succeed(tickets.getTicket({ ticketid: opened.id }));
    assert.equal(read.ticketid, opened.id);
    assert.equal(read.tid, opened.tid);
    assert.equal(read.c, opened.c);
    assert.equal(read.subject, 'Mật khẩu 🔑');
    assert.equal(read.priority, 'High');
    assert.equal(read.replies.reply[0].message, 'Hello from **JavaScript**');
    assert.deepEqual(await tickets.getTicket({ ticketnum: opened.tid }), read);
  },

  async opens_a_ticket_for_a_guest() {
    const opened = await succeed(support.openTicket({
      deptid: 1, name: 'Ann Guest', email: 'ann@guest.example', subject: 'Before I buy', message: 'Is it blue?',
    }));
    const read = await succeed(tickets.getTicket({ ticketid: opened.id }));
    assert.equal(read.name, 'Ann Guest');
    assert.equal(read.email, 'ann@guest.example');
    assert.equal(read.userid, '0');
  },

  // The client writes `undefined` for what its caller left undefined.
  async takes_the_word_undefined_as_left_out() {
    const opened = await open({ contactid: undefined, serviceid: undefined, markdown: undefined, attachments: undefined });
    await succeed(support.updateTicket({
      ticketid: opened.id, subject: 'Changed', deptid: undefined, userid: undefined, flag: undefined, markdown: undefined,
    }));
    const read = await succeed(tickets.getTicket({ ticketid: opened.id }));
    assert.equal(read.subject, 'Changed');
    assert.equal(read.userid, '1');
    assert.equal(read.replies.reply[0].attachment, '');
  },

  async updates_a_ticket() {
    const opened = await open();
    const updated = await succeed(support.updateTicket({
      ticketid: opened.id, deptid: 2, status: 'On Hold', priority: 'Low', cc: 'a@example.com,b@example.com', flag: 1,
      message: 'A better text', markdown: false,
    }));
    assert.deepEqual(updated, { result: 'success', ticketid: opened.id });
    const read = await succeed(tickets.getTicket({ ticketid: opened.id }));
    assert.equal(read.deptname, 'New Category');
    assert.equal(read.status, 'On Hold');
    assert.equal(read.priority, 'Low');
    assert.equal(read.cc, 'a@example.com,b@example.com');
    assert.equal(read.flag, '1');
    assert.equal(read.replies.reply[0].message, 'A better text');
    await succeed(support.updateTicket({ ticketid: opened.id, removeFlag: true }));
    assert.equal((await tickets.getTicket({ ticketid: opened.id })).flag, '0');
  },

  async sends_files_and_gets_them_back_byte_for_byte() {
    const picture = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256));
    const opened = await open({
      attachments: attached({ name: 'ảnh.png', content: picture }, { name: 'a.txt', content: 'plain' }),
    });
    const read = await succeed(tickets.getTicket({ ticketid: opened.id }));
    assert.deepEqual(read.replies.reply[0].attachments, [
      { filename: 'ảnh.png', index: 0 }, { filename: 'a.txt', index: 1 },
    ]);
    const file = await succeed(tickets.callApi({
      action: 'GetTicketAttachment', relatedid: opened.id, type: 'ticket', index: 0,
    }));
    assert.equal(file.filename, 'ảnh.png');
    assert.ok(Buffer.from(file.data, 'base64').equals(picture));
  },

  async sets_custom_fields_as_php_serializes_them() {
    const opened = await open({ deptid: 2, customfields: base64('a:1:{i:1;s:9:"từ npm";}') });
    assert.equal((await tickets.getTicket({ ticketid: opened.id })).deptid, '2');
    await refuse(support.updateTicket({ ticketid: opened.id, customfields: 'a:1:{' }), 'Invalid Custom Fields');
  },

  async replies_as_client_agent_and_guest() {
    const opened = await open();
    await succeed(support.addTicketReply({ ticketid: opened.id, clientid: 1, message: 'It is still *broken*', markdown: true }));
    assert.equal((await tickets.getTicket({ ticketid: opened.id })).status, 'Customer-Reply');
    await succeed(support.addTicketReply({
      ticketid: opened.id, adminusername: 'demo', message: 'Try now', attachments: attached({ name: 'how.txt', content: 'like this' }),
    }));
    assert.equal((await tickets.getTicket({ ticketid: opened.id })).status, 'Answered');
    await succeed(support.addTicketReply({
      ticketid: opened.id, name: 'Ann Guest', email: 'ann@guest.example', message: 'For me too', status: 'On Hold', noemail: true,
    }));
    const read = await succeed(tickets.getTicket({ ticketid: opened.id }));
    assert.equal(read.status, 'On Hold');
    const [opening, client, agent, guest] = read.replies.reply;
    assert.equal(opening.replyid, '0');
    assert.deepEqual([client.message, client.userid, client.admin], ['It is still *broken*', '1', '']);
    assert.deepEqual([agent.message, agent.admin], ['Try now', 'Demo Admin']);
    assert.deepEqual([guest.message, guest.name, guest.email], ['For me too', 'Ann Guest', 'ann@guest.example']);
    const file = await succeed(tickets.callApi({
      action: 'GetTicketAttachment', relatedid: agent.replyid, type: 'reply', index: 0,
    }));
    assert.equal(Buffer.from(file.data, 'base64').toString(), 'like this');
    await refuse(support.addTicketReply({ ticketid: 4711, clientid: 1, message: 'x' }), 'Ticket ID not found');
    await refuse(support.addTicketReply({ ticketid: opened.id, clientid: 1, message: '' }), 'Message is required');
    await refuse(support.addTicketReply({ ticketid: opened.id, clientid: 1, message: 'x', status: 'Nowhere' }), 'Invalid Ticket Status');
    assert.equal((await tickets.getTicket({ ticketid: opened.id })).replies.reply.length, 4);
  },

  async adds_notes_by_id_and_by_number() {
    const opened = await open();
    await succeed(support.addTicketNote({ ticketid: opened.id, message: 'Seen **it**', markdown: true }));
    await succeed(support.addTicketNote({
      ticketnum: opened.tid, message: 'With a file', attachments: attached({ name: 'note.txt', content: 'noted' }),
    }));
    const read = await succeed(tickets.getTicket({ ticketid: opened.id }));
    assert.equal(read.status, 'Open');
    assert.deepEqual(read.notes.note.map(({ message, admin }) => [message, admin]),
      [['Seen **it**', 'Demo Admin'], ['With a file', 'Demo Admin']]);
    const file = await succeed(tickets.callApi({
      action: 'GetTicketAttachment', relatedid: read.notes.note[1].noteid, type: 'note', index: 0,
    }));
    assert.equal(Buffer.from(file.data, 'base64').toString(), 'noted');
    await refuse(support.addTicketNote({ ticketid: 4711, message: 'x' }), 'Ticket ID not found');
  },

  async corrects_a_reply_and_counts_what_is_left() {
    const opened = await open();
    await succeed(support.addTicketReply({ ticketid: opened.id, adminusername: 'demo', message: 'Wrnog' }));
    const last = async () => (await tickets.getTicket({ ticketid: opened.id })).replies.reply.at(-1);
    const { replyid } = await last();
    assert.deepEqual(await succeed(support.updateTicketReply({ replyid, message: 'Wrong', created: undefined })),
      { result: 'success', replyid });
    assert.equal((await last()).message, 'Wrong');
    await refuse(support.updateTicketReply({ replyid }), 'Message is Required');
    const counts = await succeed(tickets.getTicketCounts({ ignoreDepartmentAssignments: true, includeCountsByStatus: true }));
    assert.deepEqual(counts.filteredDepartments, [1, 2]);
    assert.deepEqual([counts.allActive, counts.awaitingReply, counts.flaggedTickets], [1, 0, 0]);
    assert.deepEqual(counts.status.answered, { title: 'Answered', count: 1 });
    assert.equal(counts.status.customerreply.count, 0);
  },

  // The package sends `DeleteTicket ` and `DeleteTicketNote `, with a blank behind them.
  async reads_and_deletes_notes_and_the_ticket() {
    const opened = await open();
    assert.deepEqual((await succeed(tickets.getTicketNotes({ ticketid: opened.id }))).notes, { note: [] });
    await succeed(support.addTicketNote({ ticketid: opened.id, message: 'Between us' }));
    const { totalresults, notes } = await succeed(tickets.getTicketNotes({ ticketid: opened.id }));
    assert.equal(totalresults, 1);
    assert.equal(notes.note[0].message, 'Between us');
    await succeed(support.deleteTicketNote({ noteid: notes.note[0].id }));
    await refuse(support.deleteTicketNote({ noteid: notes.note[0].id }), 'Note ID Not Found');
    assert.equal((await succeed(tickets.getTicketNotes({ ticketid: opened.id }))).totalresults, 0);
    await succeed(support.deleteTicket({ ticketid: opened.id }));
    await refuse(support.deleteTicket({ ticketid: opened.id }), 'Ticket ID not found');
    await refuse(tickets.getTicketNotes({ ticketid: opened.id }), 'Ticket ID Not Found');
  },

  async finds_no_predefined_replies_on_a_new_desk() {
    const { categories } = await succeed(tickets.getTicketPredefinedCats());
    assert.deepEqual(categories, { category: [] });
    const { predefinedreplies } = await succeed(tickets.getTicketPredefinedReplies({ catid: undefined }));
    assert.deepEqual(predefinedreplies, { predefinedreply: [] });
  },

  // The package asks for an action `AddAnouncement`, which there is not.
  async keeps_announcements() {
    const announcement = { date: '2026-01-31 08:00:00', title: 'Bảo trì', announcement: '<p>Tonight</p>', published: true };
    await refuse(support.addAnouncement(announcement), 'Invalid Permissions: API action "addanouncement" is not allowed');
    const { announcementid } = await succeed(support.callApi({ action: 'AddAnnouncement', ...announcement }));
    const { announcements } = await succeed(support.getAnnouncements({ limitstart: 0, limitnum: 5 }));
    assert.deepEqual(announcements.announcement.map(({ id, title, published }) => [id, title, published]),
      [[announcementid, 'Bảo trì', '1']]);
    await succeed(support.deleteAnnouncement({ announcementid }));
    await refuse(support.deleteAnnouncement({ announcementid }), 'Announcement ID Not Found');
  },

  async writes_of_clients_and_services() {
    await succeed(support.addClientNote({ userid: 1, notes: 'Calls in the morning', sticky: true }));
    await refuse(support.addClientNote({ userid: 4711, notes: 'x' }), 'Client ID not found');
    await refuse(support.addCancelRequest({ serviceid: 4711, type: 'Immediate', reason: 'x' }), 'Service ID Not Found');
  },

  async counts_tickets_by_department_and_status() {
    const before = await succeed(tickets.getSupportDepartments({ ignore_dept_assignments: true }));
    await open();
    await open({ deptid: 2 });
    const after = await succeed(tickets.getSupportDepartments({ ignore_dept_assignments: true }));
    assert.equal(after.totalresults, 2);
    assert.deepEqual(after.departments.department.map(({ name }) => name), ['Sample Support Department', 'New Category']);
    after.departments.department.forEach((department, i) => {
      assert.equal(typeof department.id, 'string');
      assert.equal(Number(department.opentickets), Number(before.departments.department[i].opentickets) + 1);
    });
    const { statuses } = await succeed(tickets.getSupportStatuses({ deptid: 2 }));
    const count = Object.fromEntries(statuses.status.map(({ title, count }) => [title, count]));
    assert.equal(count.Open, 1);
    assert.equal(count.Closed, 0);
    assert.ok(statuses.status.every(({ color }) => /^#[0-9a-f]{6}$/i.test(color)));
  },

  // As programs page: until as many have come as there are said to be.
  async pages_through_all_tickets() {
    for (let i = 0; i < 13; ++i) await open({ subject: `Number ${i}` });
    const seen = [];
    let total;
    do {
      const page = await succeed(tickets.getTickets({ limitstart: seen.length, limitnum: 5, ignore_dept_assignments: true }));
      assert.equal(page.startnumber, seen.length);
      assert.equal(page.numreturned, page.tickets.ticket.length);
      assert.ok(page.numreturned > 0);
      seen.push(...page.tickets.ticket);
      total = parseInt(page.totalresults, 10);
    } while (seen.length < total);
    assert.equal(total, 14);
    assert.equal(new Set(seen.map(({ id }) => id)).size, 14);
    assert.equal(seen[0].subject, 'Number 12');
    assert.equal(seen[13].tid, '516757');
    const past = await succeed(tickets.getTickets({ limitstart: 14, limitnum: 5 }));
    assert.deepEqual([past.numreturned, past.tickets.ticket], [0, []]);
  },

  async finds_tickets_by_status_subject_client_and_address() {
    const opened = await open({ subject: 'The printer is on fire', deptid: 2 });
    await succeed(support.openTicket({ deptid: 1, name: 'Ann', email: 'ann@guest.example', subject: 'Hi', message: 'x' }));
    const found = async (by) => {
      const answer = await succeed(tickets.getTickets({ ignore_dept_assignments: true, ...by }));
      assert.equal(answer.totalresults, answer.numreturned);
      return answer.tickets.ticket.map(({ subject }) => subject);
    };
    assert.deepEqual(await found({ status: 'Closed' }), ['This is a sample ticket']);
    assert.deepEqual(await found({ status: 'All Active Tickets' }), ['Hi', 'The printer is on fire']);
    assert.deepEqual(await found({ subject: 'PRINTER' }), ['The printer is on fire']);
    assert.deepEqual(await found({ deptid: 2 }), ['The printer is on fire']);
    assert.deepEqual(await found({ clientid: 1, status: 'Open' }), ['The printer is on fire']);
    assert.deepEqual(await found({ email: 'ann@guest.example' }), ['Hi']);
    assert.deepEqual(await found({ status: 'Nowhere' }), []);
    const [listed] = (await tickets.getTickets({ subject: 'printer' })).tickets.ticket;
    const read = await succeed(tickets.getTicket({ ticketid: opened.id }));
    for (const key of ['tid', 'c', 'deptid', 'userid', 'status', 'priority', 'date', 'lastreply', 'flag', 'name', 'email']) {
      assert.equal(listed[key], read[key], key);
    }
  },

  async reads_the_newest_reply_first() {
    const read = await succeed(tickets.getTicket({ ticketid: 1, repliessort: 'DESC' }));
    assert.deepEqual(read.replies.reply.map((reply) => reply.replyid), ['2', '1', '0']);
  },

  // As its users page: until a page comes back short. The numbers are numbers, or the offset would be a text.
  async pages_through_a_list_to_its_end() {
    for (let i = 0; i < 7; i += 1) await open({ subject: `Paged ${i}` });
    const seen = [];
    for (let start = 0, page; !page || page.numreturned === 3; start = page.startnumber + page.numreturned) {
      page = await succeed(tickets.getTickets({ limitstart: start, limitnum: 3, clientid: 1, subject: 'paged' }));
      assert.equal(page.totalresults, 7);
      seen.push(...page.tickets.ticket.map((ticket) => ticket.subject));
    }
    assert.deepEqual(seen, [6, 5, 4, 3, 2, 1, 0].map((i) => `Paged ${i}`));
    const none = await succeed(tickets.getTickets({ status: 'Nowhere' }));
    assert.deepEqual(none.tickets.ticket, []);
  },

  async reads_refusals_as_json() {
    await refuse(tickets.getTicket({ ticketid: 4711 }), 'Ticket ID Not Found');
    await refuse(support.openTicket({ deptid: 4711, clientid: 1, subject: 'x', message: 'x' }), 'Department ID not found');
    await refuse(support.updateTicket({ ticketid: 1, priority: 'Urgent' }),
      'Invalid Ticket Priority. Valid priorities are: Low,Medium,High');
  },

  async is_told_that_its_credentials_are_wrong() {
    const wrong = new Tickets({ serverUrl, ...pair, secret: 'x'.repeat(32) });
    await refuse(wrong.getTicket({ ticketid: 1 }), 'Authentication Failed');
  },

  async logs_in_with_the_pair_in_username_and_password() {
    const legacy = new Tickets({ serverUrl, username: pair.identifier, password: pair.secret });
    assert.equal((await succeed(legacy.getTicket({ ticketid: 1 }))).tid, '516757');
  },

  async talks_to_a_url_with_a_doubled_slash() {
    const doubled = new Tickets({ serverUrl: `${process.env.DESK_URL}//includes/api.php`, ...pair });
    await succeed(doubled.getTicket({ ticketid: 1 }));
  },

  async opens_many_tickets_at_once() {
    const opened = await Promise.all(Array.from({ length: 50 }, (_, i) => open({ subject: `Number ${i}` })));
    assert.equal(new Set(opened.map((ticket) => ticket.tid)).size, 50);
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
