<?php
// The request that the OpenTicket document prints as its sample (seeds/001), byte for byte but for host,
// identifier and secret. Prints the HTTP status, then the body.
$name = 'sample_text_file.txt';
$content = 'This is a sample text file contents';
$attachments = json_encode([['name' => $name, 'data' => base64_encode($content)]]);

$form = http_build_query([
    'action' => 'OpenTicket',
    'username' => getenv('SAMPLE_IDENTIFIER'),
    'password' => getenv('SAMPLE_SECRET'),
    'deptid' => '1',
    'subject' => 'This is a sample ticket',
    'message' => 'This is a **sample** ticket message',
    'clientid' => '1',
    'priority' => 'Medium',
    'markdown' => true,
    'attachments' => base64_encode($attachments),
    'preventClientClosure' => true,
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
