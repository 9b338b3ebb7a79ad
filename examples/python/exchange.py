"""Sends one signed message and fetches the inbox: Python's standard library and openssl, nothing else.

    python3 exchange.py GATEWAY ROOT.pem OWN.pem OWN.key.pem MESSAGE.json

OWN.pem: the party's certificate first, then its issuers. The key is RSA. Guide: docs/getting-started.md.
"""

import base64
import http.client
import json
import re
import ssl
import subprocess
import sys
import time
import urllib.parse


def main(gateway, root, certificate, key, message):
    with open(message, "rb") as file:
        body = file.read()
    connect = connector(gateway, root, certificate, key)
    headers = {"Content-Type": "application/cloudevents+json", "JWS-Signature": sign(body, certificate, key)}
    accepted = ask(connect, "POST", "/v1/messages", body, headers)
    print("accepted", accepted["id"], accepted["digest"])
    for delivery in ask(connect, "GET", "/v1/inbox?wait=5")["items"]:
        store(delivery)
        ask(connect, "POST", f"/v1/inbox/{delivery['id']}/ack")
        print("received", delivery["id"], delivery["subject"])


def connector(gateway, root, certificate, key):
    tls = ssl.create_default_context(cafile=root)
    tls.load_cert_chain(certificate, key)
    address = urllib.parse.urlsplit(gateway)
    return lambda: http.client.HTTPSConnection(address.hostname, address.port, context=tls, timeout=60)


def sign(body, certificate, key):
    """Detached JWS with unencoded payload (RFC 7797): what is signed are the bytes that are sent."""
    with open(certificate, encoding="ascii") as file:
        x5c = ["".join(one.split()) for one in re.findall("-----BEGIN CERTIFICATE-----(.+?)-----END", file.read(), re.S)]
    header = base64url(json.dumps({"alg": "RS256", "b64": False, "crit": ["b64"], "x5c": x5c}).encode())
    command = ["openssl", "dgst", "-sha256", "-sign", key]
    signature = subprocess.run(command, input=header + b"." + body, capture_output=True, check=True).stdout
    return (header + b".." + base64url(signature)).decode()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def ask(connect, method, path, body=None, headers=None):
    """The same question until it is answered: every one of them may be asked twice."""
    for tries in range(8):
        pause = min(30, 2**tries / 4)
        connection = connect()
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            said = answer.read()
            if 200 <= answer.status < 300:
                return json.loads(said)
            if answer.status not in (408, 429, 500, 502, 503, 504):
                sys.exit(f"{answer.status} {said.decode()}")
            pause += int(answer.headers.get("Retry-After", 0))
        except ssl.SSLCertVerificationError:
            raise
        except OSError as error:
            print("again after", error, file=sys.stderr)
        finally:
            connection.close()
        time.sleep(pause)
    sys.exit(f"no answer to {method} {path}")


def store(delivery):
    """Where a real system writes to its own database, once under this id, before it acknowledges."""
    event = json.loads(base64.b64decode(delivery["body"]))
    print("stored", event["id"])


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
