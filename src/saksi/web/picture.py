"""A picture of a captured page, made of its bytes alone, by an installed Chromium that has no network.

Chromium would ask for every picture, script and font of a page, in its own way, beside the proxy if a setting fails.
So it is given the page as a file, in a box without any network: what lies elsewhere is missing in the picture.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

_BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
_FOLDERS = "/usr/bin:/usr/local/bin:/bin"
# within the box
_ROOM, _PAGE = "/tmp", "/tmp/page"  # noqa: S108 - an own one, that nobody else sees
_SECONDS = 40
_MOST_BYTES = 20_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
# Chromium takes its pictures by a script of its own: so scripts are off in the frame, and not everywhere
_FRAME = (
    "<!doctype html><html><body style='margin:0'>"
    "<iframe sandbox src='page{ending}' style='border:0;width:1280px;height:2400px'></iframe></body></html>"
)
_SWITCHES = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # the box around it is the sandbox: its own cannot be made within
    "--no-sandbox",
    "--window-size=1280,2400",
)


def take_picture(page: bytes, ending: str = ".html") -> tuple[bytes | None, str]:
    """A PNG of the page, or None; and in words how it was made, or why not."""
    browser = next((found for name in _BROWSERS if (found := shutil.which(name, path=_FOLDERS))), None)
    if browser is None:
        return None, "no picture: no Chromium is installed"
    box = shutil.which("bwrap", path=_FOLDERS)
    if box is None:
        return None, "no picture: without bubblewrap it cannot be made sure that Chromium asks for nothing"
    with tempfile.TemporaryDirectory(prefix="saksi-") as folder:
        (Path(folder) / f"page{ending}").write_bytes(page)
        (Path(folder) / "frame.html").write_text(_FRAME.format(ending=ending), encoding="ascii")
        command = [*_boxed(box, folder), browser, *_SWITCHES, f"--user-data-dir={_PAGE}/profile"]
        command += [f"--screenshot={_PAGE}/picture.png", f"file://{_PAGE}/frame.html"]
        try:
            subprocess.run(  # noqa: S603 - a fixed program; the page is a file within the box
                command, env={}, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return None, "no picture: Chromium took too long, or did not start"
        made = Path(folder) / "picture.png"
        if not made.is_file() or made.is_symlink() or made.stat().st_size > _MOST_BYTES:
            return None, "no picture: Chromium made none"
        data = made.read_bytes()
    if not data.startswith(_PNG):
        return None, "no picture: Chromium made none"
    return data, "pictures are of the captured bytes alone, without network: what lies elsewhere is missing in them"


def _boxed(box: str, folder: str) -> list[str]:
    """Under bubblewrap: no network, a read-only system, one folder."""
    shown: list[str] = []
    for place in ("/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/chromium", "/etc/chromium.d"):
        if Path(place).is_symlink():
            shown += ["--symlink", str(Path(place).readlink()), place]
        elif Path(place).is_dir():
            shown += ["--ro-bind", place, place]
    walls = ["--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    places = ["--proc", "/proc", "--dev", "/dev", "--tmpfs", _ROOM, "--bind", folder, _PAGE, "--chdir", _ROOM]
    return [box, *walls, *shown, *places, "--setenv", "HOME", _PAGE, "--setenv", "PATH", "/usr/bin:/bin", "--"]
