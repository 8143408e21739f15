<?php
// The request that the UpdateTicket document prints as its sample (seeds/000), `clientid` included, which
// is in no parameter table. Prints the HTTP status, then the body.
$form = http_build_query([
    'action' => 'UpdateTicket',
    'username' => getenv('SAMPLE_IDENTIFIER'),
    'password' => getenv('SAMPLE_SECRET'),
    'ticketid' => '1',
    'subject' => 'This is a sample updated ticket subject',
    'clientid' => '1',
    'responsetype' => 'json',
]);

$call = curl_init(getenv('SAMPLE_URL') . '/includes/api.php');
curl_setopt_array($call, [CURLOPT_POST => 1, CURLOPT_POSTFIELDS => $form, CURLOPT_RETURNTRANSFER => 1]);
$answer = curl_exec($call);
if ($answer === false) {
    fwrite(STDERR, curl_error($call) . "\n");
    exit(1);
}
echo curl_getinfo($call, CURLINFO_RESPONSE_CODE), "\n", $answer;
