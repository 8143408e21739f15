<?php
// What the PHP programs beside this file have in common.
declare(strict_types=1);

function expect(mixed $found, mixed $expected, string $what): void
{
    if ($found !== $expected) {
        throw new RuntimeException("$what is " . json_encode($found) . ', expected ' . json_encode($expected));
    }
}

/** @return array{int, string, CurlHandle} status, body, the handle for what else it knows */
function send(string $path, array $options, ?CurlHandle $handle = null): array
{
    $handle ??= curl_init();
    curl_setopt_array($handle, [CURLOPT_URL => getenv('DESK_URL') . $path, CURLOPT_RETURNTRANSFER => true] + $options);
    $body = curl_exec($handle);
    if ($body === false) {
        throw new RuntimeException(curl_error($handle));
    }
    return [curl_getinfo($handle, CURLINFO_RESPONSE_CODE), $body, $handle];
}

/** Runs one of the scenarios, and ends with 1 and a line on standard error when it is not as expected. */
function run_scenario(array $scenarios, string $name): void
{
    if (!isset($scenarios[$name])) {
        fwrite(STDERR, "no such scenario; there are:\n  " . implode("\n  ", array_keys($scenarios)) . "\n");
        exit(2);
    }
    try {
        $scenarios[$name]();
    } catch (Throwable $error) {
        fwrite(STDERR, $error->getMessage() . ' (line ' . $error->getLine() . ")\n");
        exit(1);
    }
}
