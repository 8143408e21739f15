<?php
// PHP with its curl extension against a served demo desk, in the ways that PHP programs use it: form strings,
// arrays (multipart), uploads, query strings, one handle for many calls, many handles at once.
// usage: php php_curl.php SCENARIO
declare(strict_types=1);

require __DIR__ . '/php_support.php';

/** What every WHMCS call carries beside its own parameters. */
function whmcs_form(string $action, array $more, string $type = 'json'): array
{
    return $more + [
        'action' => $action, 'identifier' => getenv('DESK_IDENTIFIER'), 'secret' => getenv('DESK_SECRET'),
        'responsetype' => $type,
    ];
}

function whmcs(string $action, array $more): array
{
    [$status, $body] = send('/includes/api.php', [CURLOPT_POSTFIELDS => http_build_query(whmcs_form($action, $more))]);
    expect($status, 200, "$action's status ($body)");
    $answer = json_decode($body, true, 32, JSON_THROW_ON_ERROR);
    expect($answer['result'], 'success', "$action's result ($body)");
    return $answer;
}

function getfly(string $method, string $query, ?array $members = null): array
{
    [$status, $body] = send('/api/v6.1/ticket' . $query, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => ['Content-Type: application/json', 'X-API-KEY: ' . getenv('DESK_API_KEY')],
    ] + ($members === null ? [] : [CURLOPT_POSTFIELDS => json_encode($members)]));
    return [$status, json_decode($body, true, 32, JSON_THROW_ON_ERROR)];
}

const OPENING = ['deptid' => 1, 'clientid' => 1, 'subject' => 'From PHP', 'message' => "A line\r\nand another & more;"];

$scenarios = [
    'opens_a_ticket_and_reads_it' => function (): void {
        $opened = whmcs('OpenTicket', OPENING + ['priority' => 'Low', 'markdown' => true, 'noemail' => false]);
        $read = whmcs('GetTicket', ['ticketnum' => '#' . $opened['tid']]);
        expect($read['ticketid'], $opened['id'], 'the id');
        expect($read['priority'], 'Low', 'the priority');
        expect($read['replies']['reply'][0]['message'], OPENING['message'], 'the message');
    },

    // An array makes curl send multipart/form-data.
    'sends_an_array_as_multipart' => function (): void {
        [$status, $body] = send('/includes/api.php', [CURLOPT_POSTFIELDS => whmcs_form('OpenTicket', OPENING)]);
        expect($status, 200, "the status ($body)");
        $read = whmcs('GetTicket', ['ticketid' => json_decode($body, true)['id']]);
        expect($read['replies']['reply'][0]['message'], OPENING['message'], 'the message');
    },

    'uploads_a_file_and_gets_it_back' => function (): void {
        $content = random_bytes(100_000);
        [, $body] = send('/includes/api.php', [CURLOPT_POSTFIELDS => whmcs_form('OpenTicket', OPENING + [
            'attachments[0]' => new CURLStringFile($content, "b\u{ed}lla.png", 'image/png'),
        ])]);
        $opened = json_decode($body, true);
        expect($opened['result'], 'success', "the result ($body)");
        $file = whmcs('GetTicketAttachment', ['relatedid' => $opened['id'], 'type' => 'ticket', 'index' => 0]);
        expect($file['filename'], "b\u{ed}lla.png", 'the name');
        expect(base64_decode($file['data']) === $content, true, 'the content being the same');
    },

    // Above 1 MiB curl asks with `Expect: 100-continue` before it sends the body.
    'sends_a_large_body_after_asking' => function (): void {
        $content = random_bytes(3_000_000);
        $attachments = base64_encode(json_encode([['name' => 'large.png', 'data' => base64_encode($content)]]));
        $form = http_build_query(whmcs_form('OpenTicket', OPENING + ['attachments' => $attachments]));
        $heads = [];
        [$status, $body] = send('/includes/api.php', [
            CURLOPT_POSTFIELDS => $form,
            CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1,
            CURLOPT_HTTPHEADER => ['Expect: 100-continue'],
            CURLOPT_HEADERFUNCTION => function ($handle, string $line) use (&$heads): int {
                $heads[] = trim($line);
                return strlen($line);
            },
        ]);
        expect($status, 200, "the status ($body)");
        expect($heads[0], 'HTTP/1.1 100 Continue', 'the first line');
        $file = whmcs('GetTicketAttachment',
            ['relatedid' => json_decode($body, true)['id'], 'type' => 'ticket', 'index' => 0]);
        expect(base64_decode($file['data']) === $content, true, 'the content being the same');
    },

    'calls_with_everything_in_the_query' => function (): void {
        [$status, $body] = send('/includes/api.php?' . http_build_query(whmcs_form('GetTicket', ['ticketid' => 1])), []);
        expect($status, 200, "the status ($body)");
        expect(json_decode($body, true)['tid'], '516757', 'the number');
    },

    'keeps_its_connection_between_calls' => function (): void {
        $options = [CURLOPT_POSTFIELDS => http_build_query(whmcs_form('GetTicket', ['ticketid' => 1])), CURLOPT_ENCODING => ''];
        [, $first, $handle] = send('/includes/api.php', $options);
        foreach (range(1, 20) as $ignored) {
            [$status, $body] = send('/includes/api.php', $options, $handle);
            expect($status, 200, 'the status');
            expect($body, $first, 'the answer');
            expect(curl_getinfo($handle, CURLINFO_NUM_CONNECTS), 0, 'the number of new connections');
        }
    },

    'opens_many_tickets_at_once' => function (): void {
        $all = curl_multi_init();
        $handles = [];
        foreach (range(1, 30) as $number) {
            $handles[] = $handle = curl_init(getenv('DESK_URL') . '/includes/api.php');
            curl_setopt_array($handle, [
                CURLOPT_RETURNTRANSFER => true,
                CURLOPT_POSTFIELDS => http_build_query(whmcs_form('OpenTicket', ['subject' => "Number $number"] + OPENING)),
            ]);
            curl_multi_add_handle($all, $handle);
        }
        do {
            curl_multi_exec($all, $running);
        } while ($running > 0 && curl_multi_select($all) !== -1);
        $numbers = array_map(fn ($handle) => json_decode(curl_multi_getcontent($handle), true)['tid'], $handles);
        expect(count(array_unique($numbers)), 30, 'the count of different ticket numbers');
    },

    'reads_name_value_pairs' => function (): void {
        [, $body] = send('/includes/api.php', [CURLOPT_POSTFIELDS => http_build_query(whmcs_form('OpenTicket', OPENING, 'nvp'))]);
        $pairs = [];
        foreach (array_filter(explode(';', $body)) as $pair) {
            [$name, $value] = explode('=', $pair, 2);
            $pairs[$name] = $value;
        }
        expect(array_keys($pairs), ['result', 'id', 'tid', 'c'], 'the names');
        expect(whmcs('GetTicket', ['ticketid' => $pairs['id']])['tid'], $pairs['tid'], 'the number');
    },

    'reads_xml' => function (): void {
        [, $body, $handle] = send('/includes/api.php',
            [CURLOPT_POSTFIELDS => http_build_query(whmcs_form('GetTicket', ['ticketid' => 1], 'xml'))]);
        expect(str_starts_with(curl_getinfo($handle, CURLINFO_CONTENT_TYPE), 'application/xml'), true, 'the type being XML');
        expect(preg_match('~<whmcsapi version="[^"]+"><action>getticket</action><result>success</result>~', $body), 1,
            "the beginning of $body");
    },

    'sends_custom_fields_serialized' => function (): void {
        $field = fn (mixed $value): array => ['customfields' => base64_encode(serialize([1 => $value]))];
        $opened = whmcs('OpenTicket', ['deptid' => 2] + OPENING + $field(true));
        whmcs('UpdateTicket', ['ticketid' => $opened['id']] + $field(['một', 2, 3.5]));
    },

    'replies_and_notes_with_uploads' => function (): void {
        $id = whmcs('OpenTicket', OPENING)['id'];
        [, $body] = send('/includes/api.php', [CURLOPT_POSTFIELDS => whmcs_form('AddTicketReply', [
            'ticketid' => $id, 'clientid' => 1, 'message' => 'See here', 'attachments[]' => new CURLStringFile('seen', 'seen.txt'),
        ])]);
        expect(json_decode($body, true)['result'], 'success', "the reply ($body)");
        whmcs('AddTicketNote', ['ticketid' => $id, 'message' => 'Answered by phone', 'created' => '2020-02-29 12:00:00']);
        $read = whmcs('GetTicket', ['ticketid' => $id]);
        expect($read['status'], 'Customer-Reply', 'the status');
        expect($read['replies']['reply'][1]['attachments'], [['filename' => 'seen.txt', 'index' => 0]], 'the files of the reply');
        expect($read['notes']['note'][0]['date'], '2020-02-29 12:00:00', 'the date of the note');
    },

    'is_told_in_json_that_its_credentials_are_wrong' => function (): void {
        $form = ['secret' => str_repeat('x', 32)] + whmcs_form('GetTicket', ['ticketid' => 1]);
        [$status, $body] = send('/includes/api.php', [CURLOPT_POSTFIELDS => http_build_query($form)]);
        expect($status, 403, 'the status');
        expect(json_decode($body, true), ['result' => 'error', 'message' => 'Authentication Failed'], 'the answer');
    },

    'getfly_opens_reads_and_updates' => function (): void {
        [$status, $created] = getfly('POST', '', [
            'ticket_title' => 'Từ PHP', 'ticket_content' => '<p>Xin chào</p>', 'account_email' => 'testuser@whmcs.com',
            'cate_name' => 'New Category', 'custom_fields' => ['custom_field' => 'một'],
        ]);
        expect($status, 200, 'the status of POST ' . json_encode($created));
        $code = $created['data']['ticket_code'];
        [$status, $changed] = getfly('PUT', '', ['ticket_code' => $code, 'status_name' => 'New Status']);
        expect([$status, $changed['data']['ticket_code']], [200, $code], 'PUT');
        [$status, $read] = getfly('GET', "?ticket_code=$code");
        expect([$status, $read['ticket_title'], $read['status_name'], $read['custom_fields']['custom_field']],
            [200, 'Từ PHP', 'New Status', 'một'], 'GET');
        [$status, $refused] = getfly('PUT', '', ['ticket_code' => $code, 'cate_name' => 'Nowhere']);
        expect([$status, array_keys($refused['errors'])], [400, ['cate_name']], 'a PUT with an unknown category');
        expect(array_column(getfly('GET', '/categories')[1]['data'], 'cate_name'),
            ['Sample Support Department', 'New Category'], 'the categories');
        expect(in_array('New Status', array_column(getfly('GET', '/status')[1]['data'], 'status_name'), true), true,
            'the new status being among the statuses');
        expect(getfly('GET', '?ticket_code=NONE'), [404, ['message' => 'Ticket not found']], 'GET of no ticket');
    },

    // As integrations page: while `has_more` says so, newest first, with the fields they read.
    'getfly_pages_through_all_tickets' => function (): void {
        foreach (range(1, 7) as $number) {
            whmcs('OpenTicket', ['subject' => "Number $number"] + OPENING);
        }
        $titles = [];
        do {
            [$status, $body] = send('/api/v6.1/tickets?' . http_build_query(
                ['fields' => 'id,ticket_code,ticket_title', 'limit' => 3, 'offset' => count($titles)]
            ), [CURLOPT_HTTPHEADER => ['X-API-KEY: ' . getenv('DESK_API_KEY')]]);
            expect($status, 200, "the status ($body)");
            $page = json_decode($body, true);
            expect($page['offset'], count($titles), 'the offset');
            foreach ($page['data'] as $ticket) {
                expect(array_keys($ticket), ['id', 'ticket_code', 'ticket_title'], 'the fields');
                $titles[] = $ticket['ticket_title'];
            }
        } while ($page['has_more']);
        expect([count($titles), $titles[0], $titles[7]], [8, 'Number 7', 'This is a sample ticket'], 'what came');
    },
];

run_scenario($scenarios, $argv[1] ?? '');
