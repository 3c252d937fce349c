"""The page on sharing between offices, run from top to bottom: each command as it stands there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "share-between-offices.md"
STORY = """Activist Held in Test Town

Phnom Penh, December 6, 2019

Police arrested Sok Testman on December 2, 2019 in Battambang province and charged him with treason.
"""


class Machine:
    """Where one office types; both see the files that travel."""

    def __init__(self, folder, name):
        self.environment = {**os.environ, "SAKSI_LEDGER": str(folder / name / "ledger"), "COLUMNS": "80"}
        self.environment.pop("SAKSI_PASSPHRASE_FILE", None)
        self.folder = folder

    def types(self, line):
        shell = f'saksi() {{ "{sys.executable}" -m saksi "$@"; }}; {line}'
        done = subprocess.run(
            ["bash", "-c", shell], capture_output=True, text=True, cwd=self.folder, env=self.environment
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        return done.stdout

    def keys(self, place=0):
        return json.loads(self.types("saksi keys --json"))["offices"][place]

    def last_of(self, key):
        entries = json.loads(self.types("saksi log --json"))["entries"]
        return [entry["id"] for entry in entries if entry["author"] == key and entry["kind"] != "rotation"][-1]


def test_every_command_of_the_page_does_what_the_page_says(tmp_path):
    (tmp_path / "report.txt").write_text(STORY, "utf-8")
    machines = {name: Machine(tmp_path, name) for name in ("North", "South", "Dara")}
    printed = []
    for name, block in re.findall(r"```sh\n# at (\w+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        machine = machines[name]
        for line in block.strip().splitlines():
            filled = line.replace("admit ", "admit --yes ")
            if "OLD" in line:
                old = machine.keys()["root"]
                filled = filled.replace("OLD", old).replace("ID", machine.last_of(old))
            if "NEW" in line:
                new = machine.keys(1)["key"]
                filled = filled.replace("NEW", new).replace("ID", machine.last_of(new))
            if "assent ID" in line:
                filled = line.replace("ID", json.loads(machine.types("saksi assent --json"))["asked"][0]["id"])
            if "ID" in filled:
                statements = json.loads(machine.types("saksi log --json"))["entries"]
                filled = filled.replace("ID", next(each["id"] for each in statements if each["kind"] == "statement"))
            if re.search("revoke|erase|assent [0-9a-f]", filled):
                filled += " --yes"
            printed.append((line, " ".join(machine.types(filled).split())))
    told = dict(printed)
    assert "its key was never admitted" in told["saksi quarantine"]
    assert "out of quarantine: " in next(said for line, said in printed if line == "saksi keys admit north.card")
    assert "Sok Testman" in told["saksi register --on 2019-12-27"]
    assert "office North, a partner" in told["saksi show ID"]
    assert "came in: 0 entries" in told["saksi merge friday.saksi"]
    assert "came in: 5 entries" in told["saksi merge rotated.saksi"]
    assert "the office's own key once" in told["saksi keys"]
    assert "North can put no new key in its place here" in next(said for line, said in printed if "NEW" in line)
    assert "nothing is erased yet" in told["saksi erase report.txt --document"]
    assert "to give it: saksi assent" in told["saksi assent"]
    assert "assented" in told["saksi assent ID"]
    assert "Sok Testman" not in machines["North"].types("saksi register --on 2019-12-27")
    assert len(printed) == 34
    assert all(" ".join(machine.types("saksi verify").split()).endswith("is right") for machine in machines.values())
