<?php
// Keliweb's API by PHP with its curl extension, against a served demo desk. Every call has the form of the PHP samples in
// the vendor's pages: a string from http_build_query under `Content-Type: multipart/form-data` without a boundary,
// `X-Requested-With`, every encoding offered, no redirect followed; files also as parts of a real multipart body.
// usage: php keliweb_php.php SCENARIO
declare(strict_types=1);

require __DIR__ . '/php_support.php';

const TEXT = "Buongiorno,\r\nnon va più niente & non so perché; 100% sicuro.";

function call(string $method, string|array $body, string $token, array $headers): array
{
    [$status, $text, $handle] = send("/api/v2/keliweb/$method", [
        CURLOPT_ENCODING => '',
        CURLOPT_MAXREDIRS => 10,
        CURLOPT_TIMEOUT => 0,
        CURLOPT_FOLLOWLOCATION => false,
        CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1,
        CURLOPT_CUSTOMREQUEST => 'POST',
        CURLOPT_POSTFIELDS => $body,
        CURLOPT_HTTPHEADER => [...$headers, 'X-Requested-With: XMLHttpRequest', "Authorization: Bearer $token"],
    ]);
    expect(curl_getinfo($handle, CURLINFO_CONTENT_TYPE), 'application/json', "the type of $method");
    return [$status, json_decode($text, true, 32, JSON_THROW_ON_ERROR)];
}

/** As the samples send it. */
function keliweb(string $method, array $form, string $token): array
{
    return call($method, http_build_query($form), $token, ['Content-Type: multipart/form-data']);
}

function done(string $method, array $form, string $token): array
{
    [$status, $answer] = keliweb($method, $form, $token);
    expect([$status, array_key_first($answer), $answer['result']], [200, 'result', 'success'], "$method " . json_encode($answer));
    return $answer;
}

/** As PHP sends an array with files in it: a multipart body, its boundary in the header. */
function upload(string $method, array $form, string $token): array
{
    [$status, $answer] = call($method, $form, $token, []);
    expect([$status, $answer['result']], [200, 'success'], "$method with files " . json_encode($answer));
    return $answer;
}

function token_call(array $grant): array
{
    [$status, $body] = send('/oauth/token', [
        CURLOPT_CUSTOMREQUEST => 'POST',
        CURLOPT_POSTFIELDS => http_build_query($grant + [
            'client_id' => getenv('DESK_CLIENT_ID'), 'client_secret' => getenv('DESK_CLIENT_SECRET'),
        ]),
        CURLOPT_HTTPHEADER => ['Content-Type: application/x-www-form-urlencoded', 'X-Requested-With: XMLHttpRequest'],
    ]);
    return [$status, json_decode($body, true, 32, JSON_THROW_ON_ERROR)];
}

function tokens(array $grant): array
{
    [$status, $answer] = token_call($grant);
    expect($status, 200, 'the token call ' . json_encode($answer));
    return $answer;
}

function password_grant(array $other = []): array
{
    return $other + [
        'grant_type' => 'password', 'username' => getenv('DESK_LOGIN'), 'password' => getenv('DESK_PASSWORD'),
    ];
}

function log_in(): string
{
    return tokens(password_grant())['access_token'];
}

function refused(array $grant, int $status, string $error, ?string $hint, string $what): void
{
    [$found, $answer] = token_call($grant);
    expect([$found, $answer['error'], $answer['hint'] ?? null], [$status, $error, $hint], $what);
    expect($answer['message'], $answer['error_description'], "the message of $what");
}

function file_of(string $type, string $id, int $index, string $token): array
{
    $file = done('get-ticket-attachment', ['type' => $type, 'relatedid' => $id, 'index' => $index], $token);
    return [$file['filename'], base64_decode($file['data'], true)];
}

const OPENING = ['deptid' => '1', 'subject' => 'Da PHP', 'message' => TEXT];

$scenarios = [
    'logs_in_reads_and_refreshes' => function (): void {
        $first = tokens(password_grant());
        expect(array_keys($first), ['token_type', 'expires_in', 'access_token', 'refresh_token'], 'the keys');
        expect([$first['token_type'], $first['expires_in']], ['Bearer', 3600], 'the token');
        $ticket = done('get-ticket', ['ticketnum' => '516757', 'repliessort' => 'DESC'], $first['access_token']);
        expect($ticket['ticketid'], '1', 'the ticket');
        expect(array_column($ticket['replies']['reply'], 'replyid'), ['2', '1', '0'], 'the replies');
        $second = tokens(['grant_type' => 'refresh_token', 'refresh_token' => $first['refresh_token']]);
        done('get-ticket', ['ticketid' => 1], $second['access_token']);
        [$status, $answer] = keliweb('get-ticket', ['ticketid' => 1], $first['access_token']);
        expect([$status, $answer], [401, ['result' => 'error', 'message' => 'Unauthenticated.']], 'the old token');
    },

    'opens_a_ticket_with_all_that_open_ticket_takes' => function (): void {
        $token = log_in();
        $opened = done('open-ticket', OPENING + [
            'contactid' => '0', 'name' => 'Somebody', 'email' => 'somebody@example.org', 'clientid' => '1', 'markdown' => true,
            'customfields' => base64_encode(serialize([])), 'priority' => 'High',
        ], $token);
        expect(array_keys($opened), ['result', 'id', 'tid', 'c'], 'the keys');
        $read = done('get-ticket', ['ticketid' => $opened['id']], $token);
        expect([$read['tid'], $read['c'], $read['subject'], $read['status'], $read['priority']],
            [$opened['tid'], $opened['c'], 'Da PHP', 'Open', 'Medium'], 'the ticket');
        expect($read['replies']['reply'][0]['message'], TEXT, 'the message');
        expect($read['replies']['reply'][0]['name'], 'Cynthia Reilly', 'whose it is');
    },

    'replies_with_the_older_names_of_the_sample' => function (): void {
        $token = log_in();
        $ticket = ['ticketid' => done('open-ticket', OPENING, $token)['id']];
        expect(done('add-ticket-reply', $ticket + ['message' => 'Ancora io', 'clientid' => '1', 'useMarkdown' => true], $token),
            ['result' => 'success'], 'the answer');
        $read = done('get-ticket', $ticket, $token);
        expect([$read['status'], $read['replies']['reply'][1]['message']], ['Customer-Reply', 'Ancora io'], 'the reply');
        foreach ([['ticketid' => '4711'], []] as $other) {
            [$status, $refused] = keliweb('add-ticket-reply', $other + ['message' => 'x'], $token);
            expect([$status, $refused], [200, ['result' => 'error', 'message' => 'Ticket ID Not Found']], 'a reply to no ticket');
        }
    },

    'sends_files_as_base64_of_json' => function (): void {
        $token = log_in();
        $bytes = random_bytes(50_000);
        $id = done('open-ticket', OPENING + ['attachments' => base64_encode(json_encode([
            ['filename' => 'registro.txt', 'data' => base64_encode('una riga')],
            ['name' => "perch\u{e9}.png", 'data' => base64_encode($bytes)],
        ]))], $token)['id'];
        expect(file_of('ticket', $id, 0, $token), ['registro.txt', 'una riga'], 'the first file');
        [$name, $content] = file_of('ticket', $id, 1, $token);
        expect([$name, $content === $bytes], ["perch\u{e9}.png", true], 'the second file');
        done('add-ticket-reply', ['ticketid' => $id, 'message' => 'Ecco',
            'attachments' => base64_encode(json_encode([['name' => 'a.txt', 'data' => base64_encode('a')]]))], $token);
        $reply = done('get-ticket', ['ticketid' => $id], $token)['replies']['reply'][1];
        expect($reply['attachments'], [['filename' => 'a.txt', 'index' => '0']], 'the files of the reply');
        expect(file_of('reply', $reply['replyid'], 0, $token), ['a.txt', 'a'], 'the file of the reply');
    },

    'uploads_files_as_a_form_does' => function (): void {
        $token = log_in();
        $bytes = random_bytes(200_000);
        $id = upload('open-ticket', OPENING + [
            'attachments[0]' => new CURLStringFile($bytes, 'foto.png', 'image/png'),
            'attachments[1]' => new CURLStringFile('due', 'due.txt', 'text/plain'),
        ], $token)['id'];
        [$name, $content] = file_of('ticket', $id, 0, $token);
        expect([$name, $content === $bytes], ['foto.png', true], 'the first file');
        expect(file_of('ticket', $id, 1, $token), ['due.txt', 'due'], 'the second file');
        upload('add-ticket-reply', ['ticketid' => $id, 'message' => 'E questo', 'attachments[]' => new CURLStringFile('tre', 'tre.txt')],
            $token);
        $reply = done('get-ticket', ['ticketid' => $id], $token)['replies']['reply'][1];
        expect(file_of('reply', $reply['replyid'], 0, $token), ['tre.txt', 'tre'], 'the file of the reply');
    },

    'is_told_which_file_is_not_taken' => function (): void {
        $token = log_in();
        $refused = function (string $attachments, string $message) use ($token): void {
            [$status, $answer] = keliweb('open-ticket', OPENING + ['attachments' => $attachments], $token);
            expect([$status, $answer], [200, ['result' => 'error', 'message' => $message]], $message);
        };
        $refused(base64_encode(json_encode([['name' => 'run.exe', 'data' => 'TVo=']])), 'File Not Allowed: run.exe');
        $refused('no base64', 'Invalid Attachment Data');
        expect(done('get-tickets', [], $token)['totalresults'], '1', 'the count of tickets');
    },

    'pages_through_its_tickets' => function (): void {
        $token = log_in();
        foreach (range(1, 7) as $number) {
            done('open-ticket', ['subject' => "Numero $number"] + OPENING, $token);
        }
        $subjects = [];
        do {
            $page = done('get-tickets', ['limitstart' => count($subjects), 'limitnum' => 3], $token);
            expect([$page['totalresults'], $page['startnumber']], ['8', (string) count($subjects)], 'the page');
            expect($page['numreturned'], (string) count($page['tickets']['ticket']), 'the count of the page');
            array_push($subjects, ...array_column($page['tickets']['ticket'], 'subject'));
        } while ($page['numreturned'] === '3');
        expect([count($subjects), $subjects[0], $subjects[7]], [8, 'Numero 7', 'This is a sample ticket'], 'what came');
        expect(done('get-tickets', ['status' => 'Open', 'subject' => 'numero 3'], $token)['totalresults'], '1', 'the count of one');
    },

    'changes_and_closes_its_ticket' => function (): void {
        $token = log_in();
        $ticket = ['ticketid' => done('open-ticket', OPENING, $token)['id']];
        expect(done('update-ticket', $ticket + ['subject' => 'Risolto', 'cc' => 'a@example.org', 'status' => 'Closed'], $token),
            ['result' => 'success'] + $ticket, 'the answer');
        $read = done('get-ticket', $ticket, $token);
        expect([$read['subject'], $read['cc'], $read['status']], ['Risolto', 'a@example.org', 'Closed'], 'the ticket');
        [$status, $refused] = keliweb('update-ticket', $ticket + ['status' => 'Answered'], $token);
        expect([$status, $refused['message']], [200, 'Invalid Ticket Status. Valid statuses are: Closed'], 'another status');
    },

    'reads_departments_statuses_and_counts' => function (): void {
        $token = log_in();
        done('open-ticket', OPENING, $token);
        expect(done('get-support-departments', [], $token)['departments']['department'][0],
            ['id' => '1', 'name' => 'Sample Support Department', 'awaitingreply' => '1', 'opentickets' => '1'], 'the department');
        expect(array_column(done('get-support-statuses', [], $token)['statuses']['status'], 'count', 'title')['Open'], '1', 'the open ones');
        $counts = done('get-ticket-counts', ['includeCountsByStatus' => true], $token);
        expect([$counts['allActive'], $counts['awaitingReply'], $counts['flaggedTickets']], ['1', '1', '0'], 'the counts');
        expect($counts['status']['open'], ['title' => 'Open', 'count' => '1'], 'the open ones by status');
    },

    'is_told_what_is_wrong_with_a_token_call' => function (): void {
        refused(password_grant(['client_secret' => str_repeat('x', 40)]), 401, 'invalid_client', null, 'a wrong secret');
        refused(password_grant(['client_id' => 'nobody']), 401, 'invalid_client', null, 'an unknown client');
        refused(password_grant(['password' => 'sbagliata']), 400, 'invalid_grant', null, 'a wrong password');
        refused(password_grant(['username' => 'nobody@example.org']), 400, 'invalid_grant', null, 'an unknown user');
        foreach (['client_id', 'client_secret', 'username', 'password'] as $name) {
            refused(password_grant([$name => '']), 400, 'invalid_request', "Check the `$name` parameter", "a call without $name");
        }
        refused(['grant_type' => 'refresh_token'], 400, 'invalid_request', 'Check the `refresh_token` parameter', 'no refresh token');
        refused(['grant_type' => 'refresh_token', 'refresh_token' => 'def502' . str_repeat('0', 128)], 401, 'invalid_request',
            'Cannot decrypt the refresh token', 'a refresh token that nobody issued');
        $hint = 'Check that all required parameters have been provided';
        refused([], 400, 'unsupported_grant_type', $hint, 'no grant type');
        refused(password_grant(['grant_type' => 'client_credentials']), 400, 'unsupported_grant_type', $hint, 'another grant type');
    },

    'ends_its_tokens' => function (): void {
        [$first, $second] = [tokens(password_grant()), tokens(password_grant())];
        $end = fn (string $of, string $by): int => send('/oauth/tokens/' . hash('sha256', $of), [
            CURLOPT_CUSTOMREQUEST => 'DELETE', CURLOPT_HTTPHEADER => ["Authorization: Bearer $by"],
        ])[0];
        expect($end('nothing', $second['access_token']), 404, 'the status for a token that is none');
        expect($end($first['access_token'], $second['access_token']), 204, 'the status');
        expect(keliweb('get-ticket', ['ticketid' => 1], $first['access_token'])[0], 401, 'the status of the ended token');
        refused(['grant_type' => 'refresh_token', 'refresh_token' => $first['refresh_token']], 401, 'invalid_request',
            'Token has been revoked', 'its refresh token');
        expect($end($second['access_token'], $second['access_token']), 204, 'the status of one that ends itself');
        expect($end($second['access_token'], $second['access_token']), 401, 'the status afterwards');
    },
];

run_scenario($scenarios, $argv[1] ?? '');
