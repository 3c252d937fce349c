"""The command line: `saksi VERB`. Every failure that can be foreseen ends in one line on stderr, never a traceback."""

import os
import sys
from collections.abc import Sequence

import click

from saksi import __version__

from .options import ledger_option
from .output import refuse
from .verbs import VerbGroup

#: 128 + SIGINT and 128 + SIGPIPE, as shells count.
_INTERRUPTED = 130
_UNHEARD = 141


@click.group(
    cls=VerbGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Each verb has its own --help with examples. Start with: saksi read FILE",
)
@ledger_option
@click.version_option(__version__, message="saksi %(version)s")
@click.pass_context
def saksi(context: click.Context) -> None:
    """Saksi turns reports of repression into a signed record: who did what to whom, who says so, who denies it.

    A report goes in; out comes who is held and since when, who fled and why, who contradicts whom, and what falls
    due when. Each answer names the statements that it rests on, down to the words of a document.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `saksi` and exit: 0 done, 1 refused or found wrong, 2 wrongly called, 130 interrupted, 141 unheard."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run `saksi` and give its exit status."""
    try:
        status = saksi.main(args=arguments, prog_name="saksi", standalone_mode=False)
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        return _tell("interrupted; what was done before is kept", _INTERRUPTED)
    except (BrokenPipeError, SystemExit):
        # click and rich leave by SystemExit when nobody reads any more; verbs give their status and never do
        return _leave_quietly()
    except (click.ClickException, OSError, ValueError, RuntimeError, MemoryError, ImportError) as error:
        return _report(error)
    except Exception as error:  # noqa: BLE001 - the edge: SaksiError is told in one line, anything else is raised again
        return _report(error)
    return status if isinstance(status, int) else 0


def _report(error: Exception) -> int:
    from .failure import explain

    told = explain(error)
    if told is None:
        raise error
    line, status = told
    return _tell(line, status)


def _tell(line: str, status: int) -> int:
    refuse(line)
    return status


def _leave_quietly() -> int:
    # The reader of our output has gone (`saksi log | head`). Python would complain again when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _UNHEARD
