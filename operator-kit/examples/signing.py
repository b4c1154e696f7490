"""Verify a wallet call of Fairdraw, and sign a request to it. Needs nothing but Python 3."""

import base64
import hashlib
import hmac
import re
import sys
import time

WINDOW_SECONDS = 300


def _sign(secret: str, id: str, timestamp: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = hmac.new(key, f"{id}.{timestamp}.".encode() + content, hashlib.sha256)
    return "v1," + base64.b64encode(mac.digest()).decode()


def verify(secrets, id: str, timestamp: str, header: str, body: bytes, now=None) -> bool:
    """Whether one of your secrets signed these very bytes, at most five minutes ago."""
    if not re.fullmatch(r"[0-9]{1,12}", timestamp) or not id or "." in id:
        return False
    if abs((time.time() if now is None else now) - int(timestamp)) > WINDOW_SECONDS:
        return False
    good = False
    for secret in secrets:
        expected = _sign(secret, id, timestamp, body).encode()
        for given in header.split(" "):
            good |= hmac.compare_digest(expected, given.encode())
    return good


def sign_request(secret: str, id: str, timestamp: str, method: str, path: str, body: bytes) -> str:
    """The signature of a request; the path with its query, as it is sent."""
    return _sign(secret, id, timestamp, f"{method} {path}.".encode() + body)


# signing.py verify SECRET,SECRET ID TIMESTAMP SIGNATURES | sign SECRET ID TIMESTAMP METHOD PATH
if __name__ == "__main__":
    what, secret, id, timestamp, *rest = sys.argv[1:]
    body = sys.stdin.buffer.read()
    if what == "verify":
        print("good" if verify(secret.split(","), id, timestamp, rest[0], body) else "bad")
    else:
        print(sign_request(secret, id, timestamp, rest[0], rest[1], body))
