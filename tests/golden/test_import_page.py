"""The page on importing a list, run from top to bottom: each command as it stands there, and what it says it prints."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "import-a-list.md"


def test_the_page_on_lists_does_what_it_says(tmp_path):
    shutil.copytree(ROOT / "examples" / "lists", tmp_path / "examples" / "lists")
    text = PAGE.read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    assert len(lines) == 8
    environment = {**os.environ, "SAKSI_LEDGER": str(tmp_path / "ledger"), "COLUMNS": "80"}
    environment.pop("SAKSI_PASSPHRASE_FILE", None)
    printed, folder = "", tmp_path
    for line in lines:
        if line.startswith("cd "):
            folder = folder / line.removeprefix("cd ")
            continue
        shell = f'saksi() {{ "{sys.executable}" -m saksi "$@"; }}; {line}'
        done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, cwd=folder, env=environment)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        printed += done.stdout
    (register, update) = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    known = {re.sub(r"\([0-9a-f]{12}\)", "", line) for line in printed.splitlines()}
    for line in (*register.splitlines(), *update.splitlines()):
        assert line.strip() == "…" or re.sub(r"\([0-9a-f]{12}\)", "", line) in known, line
    assert (folder / "my-mapping.toml").read_text(encoding="utf-8").count('id = "No"') == 1
