"""A timestamp authority of the tests' own, made with the openssl command, and what it must not be believed in."""

import subprocess
from pathlib import Path

_CONFIGURATION = """
[authority]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1, millisecs:500
[stamping]
extendedKeyUsage = critical,timeStamping
[serving]
extendedKeyUsage = critical,serverAuth
"""
_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


class Authority:
    """A root, and certificates under it: `stamping` is good, `expired` no longer, `serving` is for web servers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "openssl.cnf").write_text(_CONFIGURATION)
        (folder / "serial").write_text("01\n")
        self._run("req", "-x509", *_KEY, "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=TEST root", "-days=9")
        self._run("req", *_KEY, "-keyout", "key", "-out", "csr", "-subj", "/CN=TEST authority")
        for name, purpose, days in (
            ("stamping", "stamping", 9),
            ("expired", "stamping", -1),
            ("serving", "serving", 9),
        ):
            root = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", str(days))
            more = ("-extfile", "openssl.cnf", "-extensions", purpose)
            self._run("x509", "-req", "-in", "csr", *root, *more, "-out", f"{name}.pem")

    @property
    def certificates(self) -> bytes:
        """What somebody who trusts this authority has."""
        return (self.folder / "root.pem").read_bytes()

    def answer(self, request: bytes, certificate: str = "stamping") -> bytes:
        """What it answers; openssl itself refuses to stamp with `serving`."""
        (self.folder / "request").write_bytes(request)
        signer = ("-signer", f"{certificate}.pem", "-inkey", "key", "-queryfile", "request", "-out", "answer")
        self._run("ts", "-reply", "-config", "openssl.cnf", "-section", "authority", *signer)
        return (self.folder / "answer").read_bytes()

    def signed_by_a_web_server(self, request: bytes) -> bytes:
        """An answer that is right in everything but what its signer's certificate is for."""
        self.answer(request)
        self._run("ts", "-reply", "-in", "answer", "-token_out", "-out", "token")
        self._run("cms", "-verify", "-noverify", "-inform", "DER", "-in", "token", "-out", "info")
        kind = ("-econtent_type", "1.2.840.113549.1.9.16.1.4", "-nodetach", "-binary", "-outform", "DER")
        self._run("cms", "-sign", *kind, "-signer", "serving.pem", "-inkey", "key", "-in", "info", "-out", "token")
        granted = b"\x30\x03\x02\x01\x00"
        return _sequence(granted + (self.folder / "token").read_bytes())

    def _run(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)


def _sequence(content: bytes) -> bytes:
    return b"\x30\x82" + len(content).to_bytes(2, "big") + content
