"""Who works on a ledger that several share: own keys, all made of one, and the box that opens the shared data.

The key file holds 32 random bytes, as that of any ledger does, and the same passphrase, recovery and lock fit it. Of
these bytes the signing key and the age identity are derived, so that whoever keeps the key file keeps all.
"""

from dataclasses import dataclass, field

from nacl.signing import SigningKey
from pyrage import DecryptError, RecipientError, decrypt, encrypt, x25519

from ..model import BadInputError, TamperError
from .age import identity_text
from .derive import derived

KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a person gives to who admits them: both parts are public."""

    public_key: str
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys of a person, derived from the 32 bytes of the key file."""

    signing: SigningKey = field(repr=False)
    age: x25519.Identity = field(repr=False)

    @property
    def public(self) -> Identity:
        """What others may know."""
        return Identity(public_key=bytes(self.signing.verify_key).hex(), recipient=str(self.age.to_public()))


def keys_of(key: bytes) -> Keys:
    """The keys that follow from those of a key file."""
    return Keys(
        signing=SigningKey(derived(key, b"saksi/sign")),
        age=x25519.Identity.from_str(identity_text(derived(key, b"saksi/age"))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody whom a shared ledger has admitted. `root` is the public key that it was begun with.

    `data_key` opens what the server keeps; `name` is the ledger's, for people.
    """

    keys: Keys
    root: str
    data_key: bytes = field(repr=False)
    name: str

    @property
    def is_root(self) -> bool:
        """Whether it is who began the ledger, whose word alone admits and erases."""
        return self.keys.public.public_key == self.root

    def box_for(self, recipient: str) -> bytes:
        """The data key and the root, to be opened by this age recipient alone. Raises BadInputError on none."""
        try:
            found: bytes = encrypt(self.data_key + bytes.fromhex(self.root), [x25519.Recipient.from_str(recipient)])
            return found
        except RecipientError:
            raise BadInputError(f"{recipient[:80]!r} is no age recipient: it begins with age1") from None


def unbox(keys: Keys, name: str, box: bytes) -> Member:
    """The member whose box this is. Raises TamperError on any other."""
    try:
        opened = decrypt(box, [keys.age])
    except DecryptError:
        opened = b""
    if len(opened) != 2 * KEY_BYTES:
        raise TamperError(f"the box of your key on {name} was changed: ask who made the ledger what happened")
    return Member(keys=keys, root=opened[KEY_BYTES:].hex(), data_key=opened[:KEY_BYTES], name=name)
