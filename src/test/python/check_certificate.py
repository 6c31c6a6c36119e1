"""Checks wipeit certificates without wipeit: Python's json and hashlib, Debian's cryptography.

usage: check_certificate.py PUBLIC_KEY_PEM CERTIFICATE...        checks each, and the chain between them
       check_certificate.py --flip PUBLIC_KEY_PEM CERTIFICATE    flips a bit of every byte; each must be noticed
"""

import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization


def no_float(text):
    raise ValueError("floating-point number " + text)


def once(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a key twice")
    return dict(pairs)


def canonical(value):
    """RFC 8785 for what a certificate holds: no numbers but integers."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def check(key, data):
    """The payload's hash and chain; an exception if anything is wrong."""
    envelope = json.loads(data.decode("utf-8"), parse_float=no_float, object_pairs_hook=once)
    if canonical(envelope).encode("utf-8") != data:
        raise ValueError("not canonical")
    payload = canonical(envelope["payload"]).encode("utf-8")
    signature = envelope["signature"]
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    if signature["algorithm"] != "Ed25519" or signature["key_id"] != hashlib.sha256(der).hexdigest():
        raise ValueError("another key")
    if set(envelope) != {"payload", "signature", "validations"} or set(signature) != {"algorithm", "header_value", "key_id", "value"}:
        raise ValueError("unknown parts")
    digest = hashlib.sha256(payload).hexdigest()
    content = envelope["payload"]
    header = {
        "id": content["certificate"]["id"],
        "result": content["result"],
        "serial": content["drive"]["serial"],
        "sha256": digest,
    }
    for name, signed in (("value", payload), ("header_value", canonical(header).encode("utf-8"))):
        value = bytes.fromhex(signature[name])
        if value.hex() != signature[name]:
            raise ValueError("signature not in lower case")
        key.verify(value, signed)
    return digest, content["chain"]


def is_wrong(key, data):
    try:
        check(key, data)
        return False
    except (ValueError, KeyError, TypeError, RecursionError, InvalidSignature):
        return True


def main(arguments):
    flip = arguments[0] == "--flip"
    pem, *files = arguments[1:] if flip else arguments
    with open(pem, "rb") as file:
        key = serialization.load_pem_public_key(file.read())
    certificates = []
    for name in files:
        with open(name, "rb") as file:
            certificates.append(file.read())
    chain = sorted((check(key, data) for data in certificates), key=lambda one: one[1]["number"])
    previous = "0" * 64
    for number, (digest, link) in enumerate(chain, start=1):
        if link != {"number": number, "previous": previous}:
            raise ValueError("the chain is broken at number %d" % number)
        previous = digest
    if flip:
        data = certificates[0]
        unnoticed = [
            at
            for at in range(len(data))
            if not is_wrong(key, data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :])
        ]
        print("%d bytes flipped, unnoticed: %s" % (len(data), unnoticed))
        return 1 if unnoticed else 0
    print("genuine: %d" % len(chain))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
