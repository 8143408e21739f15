<?php
// The request of the PHP sample in the Keliweb document (seeds/003): a urlencoded body under a multipart
// header without a boundary, every encoding offered. Prints the HTTP status, then the body.
$call = curl_init(getenv('SAMPLE_URL') . '/api/v2/keliweb/get-ticket');
curl_setopt_array($call, [
    CURLOPT_CUSTOMREQUEST => 'POST',
    CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1,
    CURLOPT_ENCODING => '',
    CURLOPT_FOLLOWLOCATION => false,
    CURLOPT_MAXREDIRS => 10,
    CURLOPT_TIMEOUT => 0,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_POSTFIELDS => http_build_query(['ticketid' => '1']),
    CURLOPT_HTTPHEADER => [
        'Content-Type: multipart/form-data',
        'X-Requested-With: XMLHttpRequest',
        'Authorization: Bearer ' . getenv('SAMPLE_TOKEN'),
    ],
]);
$answer = curl_exec($call);
if ($answer === false) {
    fwrite(STDERR, curl_error($call) . "\n");
    exit(1);
}
echo curl_getinfo($call, CURLINFO_RESPONSE_CODE), "\n", $answer;
