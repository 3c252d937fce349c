"""Running the program on a pseudo terminal, as a person does."""

import os
import pty
import select
import subprocess
import sys
import termios
import time

#: How questions end that are answered by a line that may be seen.
_PLAIN = (
    b"]:",
    b"to erase:",
    b"to assent:",
    b"description):",
    b"leave out):",
    b"publish):",
    b"ends it:",
    b"group:",
    b"forever:",
    b"to admit:",
    b"to revoke:",
)
#: How questions end whose answers are not shown.
_HIDDEN = (b"none):", b"again:", b"passphrase:", b"of 8:", b"/test:")


def on_a_terminal(arguments, keys):
    """Press each key when it is asked for; what the terminal showed."""
    terminal, inner = pty.openpty()
    program = [sys.executable, "-c", f"from saksi.cli.main import main; main({arguments!r})"]
    # in a session of its own, so that no passphrase is asked for on the terminal of whoever runs the tests
    running = subprocess.Popen(program, stdin=inner, stdout=inner, stderr=inner, start_new_session=True)
    os.close(inner)
    shown, left = b"", list(keys)
    while chunk := _read(terminal):
        shown += chunk
        if left and shown.rstrip().endswith((b"help:", *_HIDDEN, *_PLAIN)):
            _wait_until_ready(terminal, shown.rstrip())
            shown += b"|"
            os.write(terminal, left.pop(0))
    os.close(terminal)
    return running.wait(), shown.decode().replace("\r\n", "\n")


def _wait_until_ready(terminal, shown):
    """What is typed before the terminal is ready for single keys, or for a secret, is thrown away: a person's too."""
    mode = termios.ICANON if shown.endswith(b"help:") else 0 if shown.endswith(_PLAIN) else termios.ECHO
    for _ in range(500):
        if not termios.tcgetattr(terminal)[3] & mode:
            return
        time.sleep(0.01)


def _read(terminal):
    try:
        return os.read(terminal, 4096) if select.select([terminal], [], [], 30)[0] else b""
    except OSError:
        return b""  # the other side has closed
