"""What stands around the process that parses: the command that starts it, with bubblewrap or without."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

#: What the parsers import from outside of the standard library and of Saksi.
_PACKAGES = (
    *("PIL", "brotli", "charset_normalizer", "cryptography", "lxml", "nacl"),
    *("pdfminer", "pypdfium2", "trafilatura", "warcio"),
)
_START = "import sys; sys.path += {path!r}; from saksi.archive.formats.child import main; main()"
#: One thread each: a process with threads cannot be forked safely, and its child could not make any.
ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """What stood around the child, beside limits and an empty environment."""

    bubblewrap: bool
    filtered: bool

    @property
    def lacking(self) -> str | None:
        """What is missing, in words; None where nothing is."""
        missing = [*(() if self.bubblewrap else ("bubblewrap",)), *(() if self.filtered else ("a system call filter",))]
        return " and ".join(missing) or None


def bare() -> list[str]:
    """The command: Python alone, without a user's or a system's additions to it."""
    path = [str(folder) for folder in (_root(), *_package_folders())]
    return [_python(), "-I", "-S", "-B", "-c", _START.format(path=path)]


def wrapped() -> list[str]:
    """The same under bubblewrap: no network, no file but Python, its packages and the system's, read-only."""
    shown: list[str] = []
    for folder in (*_system_folders(), *_package_folders(), _root() / "saksi"):
        shown += ["--ro-bind", str(folder), str(folder)]
    walls = ["--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL", "--chdir", "/"]
    walls += [word for name, value in ENVIRONMENT.items() for word in ("--setenv", name, value)]
    return [str(_bubblewrap()), *walls, *shown, *_links(), "--", *bare()]


@cache
def can_wrap() -> bool:
    """Whether bubblewrap is here and may make a box: in some containers, and on some systems, it may not."""
    if sys.platform != "linux" or _bubblewrap() is None:
        return False
    command = wrapped()
    command[command.index("--") + 1 :] = [_python(), "-I", "-S", "-c", ""]
    tried = subprocess.run(command, env={}, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603
    return tried.returncode == 0


def _bubblewrap() -> str | None:
    return shutil.which("bwrap", path="/usr/bin:/bin:/usr/local/bin")


def _python() -> str:
    # the interpreter itself, not a virtual environment's link to it
    return os.path.realpath(sys.executable)


def _root() -> Path:
    return Path(__file__).resolve().parents[2]


@cache
def _package_folders() -> tuple[Path, ...]:
    specs = (find_spec(name) for name in _PACKAGES)
    origins = (Path(spec.origin).parents[1] for spec in specs if spec is not None and spec.origin is not None)
    return tuple(dict.fromkeys(origins))


def _system_folders() -> tuple[Path, ...]:
    """Where Python and the libraries of the system lie; a folder that is a link is made one in the box too."""
    named = [Path(sys.base_prefix), *(Path(each) for each in ("/usr", "/lib", "/lib64", "/bin"))]
    real = [folder for folder in named if folder.is_dir() and not folder.is_symlink()]
    return tuple(dict.fromkeys(real))


def _links() -> list[str]:
    links = [Path(each) for each in ("/lib", "/lib64", "/bin") if Path(each).is_symlink()]
    return [word for link in links for word in ("--symlink", os.readlink(link), str(link))]
