import os
import re
import subprocess
import sys
from pathlib import Path

import click

from saksi.cli.main import saksi as cli

ROOT = Path(__file__).parents[2]


def verbs():
    context = click.Context(cli)
    return [name for name in cli.list_commands(context) if not cli.get_command(context, name).hidden]


def test_the_page_of_commands_is_what_the_program_says_of_itself():
    printed = subprocess.run([sys.executable, "-m", "tools.help"], capture_output=True, text=True, check=True, cwd=ROOT)
    assert (ROOT / "docs/reference/commands.md").read_text() == printed.stdout, "run: make docs"


def test_every_command_is_in_the_readme_or_the_tutorial():
    told = (ROOT / "README.md").read_text() + (ROOT / "docs/tutorial.md").read_text()
    assert [verb for verb in verbs() if f"saksi {verb}" not in told] == []


def test_every_link_between_pages_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#]+)\)", page.read_text())]
    assert [(page.name, link) for page, link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_layer_says_what_lives_there():
    layers = [path for path in (ROOT / "src/saksi").iterdir() if (path / "__init__.py").exists()]
    assert [path.name for path in layers if not (path / "README.md").exists()] == []


def test_the_sample_in_the_readme_is_what_the_program_prints(tmp_path):
    """Parts are left out at […]; ids are salted and differ."""
    (sample,) = re.findall(r"```text\n(\$ saksi add.*?)\n```", (ROOT / "README.md").read_text(), re.DOTALL)
    environment = {**os.environ, "SAKSI_LEDGER": str(tmp_path / "ledger"), "COLUMNS": "80"}
    printed = ""
    for line in re.findall(r"^\$ saksi (.*)$", sample, re.MULTILINE):
        command = [sys.executable, "-m", "saksi", *line.split()]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
        printed += f"$ saksi {line}\n{done.stdout}"
    printed = re.sub(r"[0-9a-f]{12}", "…", printed)
    for part in re.sub(r"[0-9a-f]{12}", "…", sample).split("\n[…]\n"):
        # a heading stands apart from the first row that the sample keeps of it
        for piece in part.split("\n\n"):
            assert piece in printed
