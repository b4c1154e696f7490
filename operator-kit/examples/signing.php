<?php
// Verify a wallet call of Fairdraw, and sign a request to it. Needs nothing but PHP 8.
declare(strict_types=1);

const WINDOW_SECONDS = 300;

function fairdraw_sign(string $secret, string $id, string $timestamp, string $content): string
{
    $key = base64_decode(substr($secret, strlen('whsec_')), true);
    return 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$content", $key, true));
}

/** Whether one of your secrets signed these very bytes, at most five minutes ago. */
function fairdraw_verify(
    array $secrets, string $id, string $timestamp, string $header, string $body, ?int $now = null
): bool {
    if (!preg_match('/^\d{1,12}$/D', $timestamp) || $id === '' || str_contains($id, '.')) {
        return false;
    }
    if (abs(($now ?? time()) - (int) $timestamp) > WINDOW_SECONDS) {
        return false;
    }
    $good = false;
    foreach ($secrets as $secret) {
        $expected = fairdraw_sign($secret, $id, $timestamp, $body);
        foreach (explode(' ', $header) as $given) {
            $good = hash_equals($expected, $given) || $good;
        }
    }
    return $good;
}

/** The signature of a request; the path with its query, as it is sent. */
function fairdraw_sign_request(
    string $secret, string $id, string $timestamp, string $method, string $path, string $body
): string {
    return fairdraw_sign($secret, $id, $timestamp, "$method $path.$body");
}

// php signing.php verify SECRET,SECRET ID TIMESTAMP SIGNATURES | sign SECRET ID TIMESTAMP METHOD PATH
if (PHP_SAPI === 'cli' && realpath($argv[0]) === __FILE__) {
    [, $what, $secret, $id, $timestamp] = $argv;
    $body = stream_get_contents(STDIN);
    echo $what === 'verify'
        ? (fairdraw_verify(explode(',', $secret), $id, $timestamp, $argv[5], $body) ? 'good' : 'bad')
        : fairdraw_sign_request($secret, $id, $timestamp, $argv[5], $argv[6], $body), "\n";
}
