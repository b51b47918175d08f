"""A private cupsd on loopback with one raw queue; it leads to a socket of the test, a printer that shows its paper."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SCHEDULER = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

FOLDERS = ("run", "spool", "cache", "tmp")

DAEMON = """\
Listen 127.0.0.1:{port}
LogLevel debug
Browsing No
WebInterface No
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""

FILES = """\
ServerRoot {folder}
StateDir {folder}/run
RequestRoot {folder}/spool
CacheDir {folder}/cache
TempDir {folder}/tmp
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
Sandboxing relaxed
"""

QUEUE = """\
<DefaultPrinter office>
DeviceURI socket://127.0.0.1:{port}
State Idle
Accepting Yes
</DefaultPrinter>
"""

ARGUMENT = re.compile(r'\[Job (\d+)\] argv\[(\d)\]="(.*)"')
"""What cupsd logs of the call of a printer's back end: job, place, word (cupsd(8), backend(7))."""


@dataclass
class PrintRoom:
    """Where the queue is, what came out of it, and how the back end was called for it."""

    port: int
    folder: Path
    printer: socket.socket

    @property
    def server(self) -> str:
        return f"127.0.0.1:{self.port}"

    def paper(self) -> bytes:
        """Return all that the next job sends to the printer."""
        connection, _ = self.printer.accept()
        with connection:
            connection.settimeout(60)
            parts = []
            while part := connection.recv(65536):
                parts.append(part)
        return b"".join(parts)

    def call(self, job: int) -> dict[int, str]:
        """Return the words of a job's back end: 3 is the title, 4 the copies, 5 the options."""
        log = (self.folder / "error_log").read_text(encoding="utf-8", errors="replace")
        return {int(place): word for number, place, word in ARGUMENT.findall(log) if int(number) == job}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def print_server() -> Iterator[PrintRoom | None]:
    """Run cupsd until the body ends; None where it does not come up."""
    assert SCHEDULER is not None
    folder = Path(tempfile.mkdtemp(prefix="briefing-cups-"))
    folder.chmod(0o755)
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o1777 if name == "tmp" else 0o755)
    with socket.create_server(("127.0.0.1", 0)) as printer:
        printer.settimeout(60)
        room = PrintRoom(_free_port(), folder, printer)
        (folder / "cupsd.conf").write_text(DAEMON.format(port=room.port))
        (folder / "cups-files.conf").write_text(FILES.format(folder=folder))
        (folder / "printers.conf").write_text(QUEUE.format(port=printer.getsockname()[1]))
        command = [SCHEDULER, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
        daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield room if _came_up(daemon, room.port) else None
        finally:
            daemon.terminate()
            daemon.wait()
            shutil.rmtree(folder)


def _came_up(daemon: subprocess.Popen[bytes], port: int) -> bool:
    for _ in range(600):
        if daemon.poll() is not None:
            return False
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False
