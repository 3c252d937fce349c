"""A command leaves nothing outside the ledger, and no library of it writes a diary of its own."""

import os
import subprocess
import sys
from pathlib import Path

import onnxruntime


def test_reading_leaves_nothing_in_the_home_folder(tmp_path, story):
    home = tmp_path / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "CI"))}
    command = [sys.executable, "-m", "saksi", "read", str(story)]
    done = subprocess.run(command, env={**environment, "HOME": str(home)}, capture_output=True, check=True)
    assert b"Sok Testman" in done.stdout
    assert list(home.rglob("*")) == []


def test_what_runs_the_weights_knows_no_address_to_report_to():
    library = next(Path(onnxruntime.__file__).parent.glob("capi/onnxruntime_pybind11_state*"))
    assert b"events.data.microsoft" not in library.read_bytes()
