"""An office at work, for tests of what offices hand each other."""

import io
import secrets

from ledger_cases import NOON, READER, capture, reading, statement

from saksi.acts import verify
from saksi.acts.originals import originals_of
from saksi.ledger import Exchange, NewEntry, open_ledger
from saksi.model import View


class Desk:
    """An office at work: a ledger, and what it does with others."""

    def __init__(self, path):
        self.ledger = open_ledger(path, None, create=True)
        self.exchange = Exchange(self.ledger)
        self.originals = originals_of(self.ledger)
        self.root = self.ledger.trust().home.root

    def tells(self, document=None):
        """Takes a document in and gives the hash of it and the ids of its entries."""
        data = secrets.token_bytes(20) if document is None else document
        kept = self.originals.keep(data)
        text = self.originals.keep(b"text of " + data)
        read = reading(document=kept.sha256)
        read = NewEntry(kind="reading", fields={**read.fields, "text": text.sha256}, by=READER)
        said = statement(at=1)
        said = NewEntry(kind="statement", fields={**said.fields, "document": kept.sha256}, by=READER, refs=said.refs)
        keys = {kept.sha256: kept.item_key, text.sha256: text.item_key}
        batch = [capture(kept.sha256), read, said]
        return kept.sha256, self.ledger.append(batch, recorded_at=NOON, item_keys=keys)

    def change(self, kind, **fields):
        batch = [NewEntry(kind=kind, fields=fields)]
        return self.exchange.change_trust(batch, recorded_at=NOON, place=self.originals.place)

    def admits(self, *others):
        for other in others:
            self.change("office", key=other.root, name="x", recipient=other.exchange.recipient())

    def erases(self, **fields):
        batch = [NewEntry(kind="erase", fields=fields)]
        return self.ledger.erase(batch, recorded_at=NOON, place=self.originals.place)[0]

    def bundle(self, *others, since=0, forward=False):
        out = io.BytesIO()
        trust, roots = self.ledger.trust(), {other.root for other in others}
        to = [office for office in (*trust.partners, *trust.colleagues) if office.root in roots]
        self.exchange.write_bundle(
            out, to=to, since=since, on=NOON.date(), original=self.originals.open, forward=forward
        )
        return out.getvalue()

    def merges(self, data, back=False):
        keep = lambda data: self.originals.keep(data).item_key  # noqa: E731
        return self.exchange.merge(io.BytesIO(data), keep=keep, place=self.originals.place, back=back)

    def shown(self):
        return [item.id for item in self.ledger.view(View()).statements]

    def is_sound(self):
        return not verify(self.ledger).faults
