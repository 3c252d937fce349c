"""Print the figures: each beside its limit, with the ratio."""

import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench.starting import run

EXAMPLES = sorted(path for path in Path("examples").iterdir() if path.suffix in {".txt", ".html"})


def main() -> None:
    """Measure everything once, about half a minute; or larger ledgers (`size`), or what comes in (the others)."""
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {platform.machine()}\n"
    )
    if sys.argv[1:2] in (["size"], ["many"], ["pages"], ["bulk"]):
        # what they import would count as memory of the processes that are measured below
        import_module(f"bench.{sys.argv[1]}").run(sys.argv[2:])
        return
    print(f"{'figure':44}{'Saksi':>12}{'limit':>12}{'ratio':>11}  limit is")
    with tempfile.TemporaryDirectory() as folder:
        _processes(Path(folder))
        _in_this_process(Path(folder))


def _processes(folder: Path) -> None:
    # first, while this process is small: the system counts a parent's memory to the child that it starts
    environment = {**os.environ, "SAKSI_LEDGER": str(folder / "stories")}
    empty = run(["-c", "pass"], environment)
    add = run(["-m", "saksi", "add", *map(str, EXAMPLES)], environment)
    for name, measured in (
        ("saksi --help", run(["-m", "saksi", "--help"], environment)),
        ("saksi register", run(["-m", "saksi", "register", "--on", "2019-12-27"], environment)),
    ):
        _row(f"{name}, cold start, seconds", measured.seconds, empty.seconds, "the empty interpreter")
        _row(f"{name}, peak memory, MB", measured.megabytes, empty.megabytes, "the empty interpreter")
    _row("saksi add of all examples, peak memory, MB", add.megabytes, empty.megabytes, "the empty interpreter")


def _in_this_process(folder: Path) -> None:
    from bench.appending import bare_rows_a_second, statements_a_second
    from bench.reading import stories_a_second

    read, hashed = stories_a_second(EXAMPLES)
    _row("stories read a second, one core", read, hashed, "open and hash the file")
    appended, bare = statements_a_second(folder / "ledger"), bare_rows_a_second(folder)
    _row("statements appended a second, durable", appended, bare, "bare insert, same size and settings")
    _on_a_server(folder)


def _on_a_server(folder: Path) -> None:
    from bench.appending import statements_a_second
    from bench.serving import bare_rows_a_second, server

    with server(folder) as place:
        if place is None:
            print("PostgreSQL: not measured, since pgserver is not installed and SAKSI_TEST_POSTGRES names no server")
            return
        appended, bare = statements_a_second(place), bare_rows_a_second(place)
    _row("the same on PostgreSQL", appended, bare, "bare insert, same size and server")


def _row(figure: str, ours: float, limit: float, what: str) -> None:
    print(f"{figure:44}{ours:12,.2f}{limit:12,.2f}{ours / limit:11.5f}  {what}")


if __name__ == "__main__":
    main()
