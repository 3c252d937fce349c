"""What a failure is called on the command line: one line that says what, where and what to do, and the exit status."""

import errno

import click

from saksi.model import SaksiError

REFUSED = 1
WRONGLY_CALLED = 2

_CURES = {
    errno.ENOENT: "there is no such file; check its name",
    errno.EISDIR: "that is a folder; name the files in it",
    errno.EACCES: "you may not read or write it; check its permissions",
    errno.EPERM: "the system forbids it; check its permissions",
    errno.ENOSPC: "the disk is full; make room and run the same command again",
    errno.EDQUOT: "your share of the disk is full; make room and run the same command again",
    errno.EROFS: "the disk is read-only; choose another place with --ledger",
    errno.ENOTDIR: "a part of that path is no folder; check it",
    errno.EIO: "the disk fails; copy what is on it to another disk first",
}


def explain(error: Exception) -> tuple[str, int] | None:
    """The line and the exit status of a foreseen failure, or None for a bug."""
    match error:
        case click.UsageError():
            return _usage(error), WRONGLY_CALLED
        case click.ClickException():
            return one_line(error.format_message()), REFUSED
        case SaksiError():
            return one_line(str(error)), REFUSED
        case OSError():
            return of_system(error), REFUSED
        case MemoryError():
            return "memory ran out; nothing of this command was kept, try fewer or smaller files", REFUSED
    return None


def of_system(error: OSError) -> str:
    """A refusal of the operating system, with its cure where one is known."""
    where = f"{error.filename}: " if error.filename is not None else ""
    return one_line(where + _CURES.get(error.errno or 0, error.strerror or type(error).__name__))


def one_line(text: str) -> str:
    """A message without line breaks or control characters."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text).split())


def _usage(error: click.UsageError) -> str:
    where = error.ctx.command_path if error.ctx is not None else "saksi"
    return f"{one_line(error.format_message()).rstrip('.')}; see {where} --help"
