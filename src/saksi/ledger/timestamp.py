"""RFC 3161 timestamps over a checkpoint: the request, and what the answer of an authority proves. No network here.

What is stamped is the SHA-256 of the checkpoint's bytes, as `saksi checkpoint` prints it. The authority learns that one
hash and when it was asked, and nothing of any document.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from ..model import BadInputError, TamperError

_SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamp:
    """The latest instant (UTC) at which the authority, named by its certificate, can have been shown the checkpoint."""

    at: datetime
    authority: str


def request_for(note: str) -> bytes:
    """The request to send: DER, application/timestamp-query."""
    return TimestampRequestBuilder(data=note.encode(), hash_algorithm=HashAlgorithm.SHA256).build().as_bytes()


def imprint_of(answer: bytes) -> bytes:
    """The SHA-256 that an answer (DER, application/timestamp-reply) speaks of; nothing of it is checked yet.

    Raises TamperError on bytes that are no answer, on a refusal of the authority, on another hash.
    """
    imprint = _decoded(answer).tst_info.message_imprint
    if imprint.hash_algorithm != _SHA256:
        raise TamperError("the authority's answer is over another hash than SHA-256")
    return imprint.message


def read_timestamp(answer: bytes, note: str, certificates: bytes) -> Timestamp:
    """What the answer proves of the checkpoint, under the trusted `certificates` (PEM: roots, and those between).

    The chain must have been valid at the time that is stated, and the authority's certificate be made for timestamps;
    whether it was revoked since is not known offline. Raises TamperError where it does not hold.
    """
    found = _decoded(answer)
    if imprint_of(answer) != hashlib.sha256(note.encode()).digest():
        raise TamperError("the authority's answer is over something else than this checkpoint")
    try:
        VerifierBuilder(roots=read_certificates(certificates)).build().verify_message(found, note.encode())
    except (VerificationError, ValueError) as error:
        raise TamperError(f"the authority's answer does not hold: {_reason(str(error))}") from None
    accuracy = found.tst_info.accuracy
    margin = timedelta()
    if accuracy is not None:
        margin = timedelta(
            seconds=accuracy.seconds or 0, milliseconds=accuracy.millis or 0, microseconds=accuracy.micros or 0
        )
    return Timestamp(at=found.tst_info.gen_time.astimezone(UTC) + margin, authority=_authority(found))


def read_certificates(pem: bytes) -> list[x509.Certificate]:
    """The certificates in a PEM file. Raises BadInputError where it holds none."""
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise BadInputError("the file of trusted certificates holds none: it must be PEM, BEGIN CERTIFICATE") from None


def _decoded(answer: bytes) -> TimeStampResponse:
    try:
        found = decode_timestamp_response(answer)
    except ValueError:
        raise TamperError("it is no answer of a timestamp authority (RFC 3161)") from None
    try:
        # where the authority refuses, or the answer is mangled, there is no token in it
        _ = found.tst_info, found.signed_data
    except ValueError:
        said = "; ".join(found.status_string)
        raise TamperError(f"the authority gave no timestamp{f': {said}' if said else ''}") from None
    return found


def _authority(found: TimeStampResponse) -> str:
    """The subject of the certificate that signed; which one that is the signature was checked with."""
    (signer,) = found.signed_data.signer_infos
    for der in found.signed_data.certificates:
        certificate = x509.load_der_x509_certificate(der)
        if (certificate.issuer, certificate.serial_number) == (signer.issuer, signer.serial_number):
            return certificate.subject.rfc4514_string()
    raise TamperError("the authority's answer does not hold: its certificate is not in it")


def _reason(error: str) -> str:
    """The one cause out of a library's list of them."""
    _, found, cause = error.rpartition("Verify error: ")
    return cause.split('"')[0] if found else "its signature, certificate or form is wrong"
