"""Entries, checkpoints and proofs made after docs/format alone, so that tests can make unsound ones. TEST keys only."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from random import Random

from nacl.signing import SigningKey
from tools.saksi_verify import FIELDS, Json, canonical, leaf_hash, root_of

from saksi.ledger.log import inclusion_path


def make_key(chance: Random) -> SigningKey:
    """A key out of a seed's numbers."""
    return SigningKey(chance.randbytes(32))


def public(key: SigningKey) -> str:
    """The public key, as heads and checkpoints name it."""
    return key.verify_key.encode().hex()


def make_entry(
    kind: str, values: dict[str, Json], key: SigningKey, chance: Random, /, prev: str | None = None, **changed: Json
) -> dict[str, Json]:
    """An entry as in `vectors.json`, wholly open; `changed` replaces what its head would hold."""
    salts = {name: chance.randbytes(32) for name in FIELDS[kind]}
    pairs: dict[str, Json] = {name: [name, values[name]] if name in values else [name] for name in salts}
    head: dict[str, Json] = {
        "v": "saksi/1",
        "kind": kind,
        "author": public(key),
        "recorded_at": "2019-12-27T10:00:00Z",
        "commitments": {name: _commitment(salts[name], pair) for name, pair in pairs.items()},
        **({} if prev is None else {"prev": prev}),
        **changed,
    }
    message = f"saksi/{kind}/v1\0".encode() + canonical(head)
    openings: dict[str, Json] = {
        name: {"salt": salt.hex(), "value": values[name]} if name in values else {"salt": salt.hex()}
        for name, salt in salts.items()
    }
    return {
        "id": hashlib.sha256(message).hexdigest(),
        "head": canonical(head).decode(),
        "signatures": [{"alg": "ed25519", "sig": key.sign(message).signature.hex()}],
        "openings": openings,
    }


def _commitment(salt: bytes, pair: Json) -> str:
    return hmac.new(salt, canonical(pair), hashlib.sha256).hexdigest()


def make_checkpoint(size: int | str, root: bytes, key: SigningKey) -> str:
    """The checkpoint of this tree, signed; a size in words of its own may be given."""
    name = f"saksi/{public(key)}"
    text = f"{name}\n{size}\n{encoded(root)}\n"
    return f"{text}\n{signature_line(name, text, key)}"


def signature_line(name: str, text: str, key: SigningKey) -> str:
    """The line of a signed note that carries this key's signature over the text."""
    key_id = hashlib.sha256(name.encode() + b"\n\x01" + key.verify_key.encode()).digest()[:4]
    return f"— {name} {encoded(key_id + key.sign(text.encode()).signature)}\n"


def make_proof(entry: dict[str, Json], ids: Sequence[str], key: SigningKey) -> str:
    """The proof that `entry` stands among `ids`, under a checkpoint of `key`."""
    leaves, index = [leaf_hash(each) for each in ids], ids.index(str(entry["id"]))
    lines = ["c2sp.org/tlog-proof@v1", f"extra {encoded(canonical(entry))}", f"index {index}"]
    path = map(encoded, inclusion_path(leaves, index))
    return "\n".join([*lines, *path]) + "\n\n" + make_checkpoint(len(ids), root_of(leaves), key)


def encoded(data: bytes) -> str:
    """In base64."""
    return base64.b64encode(data).decode()
