"""Web archives made by code, for tests: whole ones, and ones that are damaged in one place."""

import base64
import gzip
import hashlib
import io
import json
import zipfile

AT = "2019-12-27T10:00:00Z"
PAGE = (
    b"<!doctype html><html><head><title>Activist Held in Test Town</title></head><body><article>"
    b"<h1>Activist Held in Test Town</h1><p>Police arrested Sok Testman in Battambang province on December 2, 2019,"
    b" his lawyer said.</p></article></body></html>"
)


def answer(body: bytes, media_type: str = "text/html", status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(body: bytes, size: int = 50) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in pieces) + b"0\r\n\r\n"


def digest(body: bytes, name: str = "sha1") -> str:
    return f"{name}:{base64.b32encode(hashlib.new(name, body).digest()).decode()}"


def record(kind: str, address: str, block: bytes, *, at: str = AT, length: int | None = None, **headers: str) -> bytes:
    content = {"response": "application/http; msgtype=response", "revisit": "application/http; msgtype=response"}
    named = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Date": at,
        "WARC-Target-URI": address,
        "Content-Type": content.get(kind, "application/warc-fields"),
        **{name.replace("_", "-"): value for name, value in headers.items()},
        "Content-Length": str(len(block) if length is None else length),
    }
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def wacz(files: dict[str, bytes], *, wrong: str = "") -> bytes:
    rows = [
        {
            "name": name.rpartition("/")[2],
            "path": name,
            "hash": f"sha256:{'0' * 64 if name == wrong else hashlib.sha256(data).hexdigest()}",
            "bytes": len(data),
        }
        for name, data in files.items()
    ]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
        listed = {"profile": "data-package", "wacz_version": "1.1.1", "title": "Test pages", "resources": rows}
        package.writestr("datapackage.json", json.dumps(listed))
    return made.getvalue()
