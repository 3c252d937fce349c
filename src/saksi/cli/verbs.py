"""The verbs of the command line, known without importing what they need: `saksi --help` starts at once."""

from dataclasses import dataclass
from importlib import import_module
from keyword import iskeyword

import click


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb: what `saksi --help` says of it, and the module of this package that holds its command."""

    module: str
    help: str


#: In the order in which a user meets them.
VERBS: dict[str, Verb] = {
    "read": Verb(module="read", help="Read a document and print what it says; nothing is kept."),
    "coverage": Verb(module="read", help="A document by sentence, with what was taken from each."),
    "add": Verb(module="add", help="Keep documents and sign what they say into the ledger."),
    "import": Verb(module="import_list", help="A list of people, CSV or XLSX, as signed statements by row."),
    "compare": Verb(module="compare", help="Two lists, or one on two days: who came, went, changed."),
    "capture": Verb(module="capture", help="Fetch pages of the web, and keep them as evidence."),
    "watch": Verb(module="watch", help="Read feeds once, and capture what is new in them."),
    "documents": Verb(module="documents", help="What is kept, and what of it was not read, and why."),
    "note": Verb(module="note", help="Put down what a person told, with what they allow."),
    "consent": Verb(module="consent", help="What people allow with what they told: list, change, withdraw."),
    "review": Verb(module="review", help="Accept, correct or reject drafts, one by one."),
    "register": Verb(module="answers", help="Who is held, restricted, abroad or let out on a day."),
    "flights": Verb(module="answers", help="Who fled, from where to where, and why by whose account."),
    "procedures": Verb(module="answers", help="The steps of procedures: taken, due, on which day."),
    "contradictions": Verb(module="answers", help="Who contradicts whom."),
    "record": Verb(module="answers", help="All of these answers on one page."),
    "diff": Verb(module="answers", help="Why the register of a day changed between two states of knowledge."),
    "alarms": Verb(module="alarms", help="Who is overdue, past a limit of law, or not heard of."),
    "person": Verb(module="person", help="One page on one person, fit to print."),
    "links": Verb(module="links", help="Who may be one person under two names, or two of one name."),
    "origins": Verb(module="origins", help="Which documents are one report: copies, cuts, later versions."),
    "place": Verb(module="place", help="A place by any spelling: where it is, and why it is that one."),
    "show": Verb(module="ledger", help="One entry whole, with its words in their document."),
    "provenance": Verb(module="provenance", help="A document's chain of custody, on a page for a court."),
    "verify": Verb(module="ledger", help="Check every entry, signature and original."),
    "log": Verb(module="ledger", help="The entries in order of arrival."),
    "erase": Verb(module="erase", help="Destroy fields or a document for good; a signed entry says so."),
    "assent": Verb(module="assent", help="What waits to be erased; the second person's word for it."),
    "keys": Verb(module="keys", help="Whose entries count: this office's card, partners, persons."),
    "bundle": Verb(module="share", help="Write what this office wrote to a file, sealed to others."),
    "merge": Verb(module="share", help="Take in the bundles of other offices."),
    "quarantine": Verb(module="share", help="What came with bundles and does not count, and why."),
    "checkpoint": Verb(module="proofs", help="The signed state of the ledger, to keep elsewhere."),
    "witness": Verb(module="witness", help="Cosign another office's checkpoint, where its log only grew."),
    "stamp": Verb(module="witness", help="Have a timestamp authority say that the checkpoint exists."),
    "prove": Verb(module="proofs", help="A proof of one entry, open as far as you choose."),
    "check": Verb(module="proofs", help="Check a proof, without a ledger or a network."),
    "passphrase": Verb(module="vault", help="Set or change a passphrase; one for each colleague."),
    "recovery": Verb(module="vault", help="Print a recovery key on a sheet, for when all else is lost."),
    "lock": Verb(module="vault", help="At once: nobody opens the ledger without the recovery sheet."),
    "unlock": Verb(module="vault", help="Open with the recovery sheet, and set a new passphrase."),
    "export": Verb(module="export", help="Captured pages as a WACZ file, for replay elsewhere."),
    "backup": Verb(module="backup", help="The whole ledger in one sealed file, checked after writing."),
    "restore": Verb(module="backup", help="A ledger from a backup, with the recovery sheet."),
}


class VerbGroup(click.Group):
    """A group that imports a verb's module only when the verb is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, or None where there is no such verb."""
        verb = VERBS.get(cmd_name)
        if verb is None:
            return None
        # no function can be called `import`
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = getattr(import_module(f"saksi.cli.{verb.module}"), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"saksi.cli.{verb.module}.{cmd_name} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs from the table alone."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, verb.help) for name, verb in VERBS.items()])
