"""Print every command's help as one page of Markdown: `make docs` writes it to docs/reference/commands.md."""

import os
import sys

import click

from saksi.cli.main import saksi as cli


def main() -> None:
    """Print the page."""
    os.environ.setdefault("COLUMNS", "80")
    write = sys.stdout.write
    write("# Commands\n\nWhat each command says of itself with `--help`. Made by `make docs`.\n")
    root = click.Context(cli, info_name="saksi")
    _write(write, root)
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        if command is not None and not command.hidden:
            context = click.Context(command, info_name=name, parent=root)
            _write(write, context)
            for inner, part in sorted(getattr(command, "commands", {}).items()):
                _write(write, click.Context(part, info_name=inner, parent=context))


def _write(write, context: click.Context) -> None:  # type: ignore[no-untyped-def]  # a bound method of a text file
    write(f"\n## {context.command_path}\n\n```text\n{context.get_help()}\n```\n")


if __name__ == "__main__":
    main()
