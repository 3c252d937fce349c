"""Running the program on a pseudo terminal, as a person does."""

import os
import pty
import select
import subprocess
import sys
import termios
import time


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
        if left and shown.rstrip().endswith(
            (b"help:", b"]:", b"none):", b"again:", b"to erase:", b"to admit:", b"to revoke:")
        ):
            _wait_until_ready(terminal, shown.rstrip())
            shown += b"|"
            os.write(terminal, left.pop(0))
    os.close(terminal)
    return running.wait(), shown.decode().replace("\r\n", "\n")


def _wait_until_ready(terminal, shown):
    """What is typed before the terminal is ready for single keys, or for a secret, is thrown away: a person's too."""
    mode = (
        termios.ICANON
        if shown.endswith(b"help:")
        else 0
        if shown.endswith((b"]:", b"to erase:", b"to admit:", b"to revoke:"))
        else termios.ECHO
    )
    for _ in range(500):
        if not termios.tcgetattr(terminal)[3] & mode:
            return
        time.sleep(0.01)


def _read(terminal):
    try:
        return os.read(terminal, 4096) if select.select([terminal], [], [], 30)[0] else b""
    except OSError:
        return b""  # the other side has closed
