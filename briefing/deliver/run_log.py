"""A log that a person can read: one line a happening, on standard error and in a file that does not grow for ever."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from briefing.deliver.files import open_folder
from briefing.errors import DeliveryError

NAME = "briefing"
"""The logger that everything of ours writes to, and the file's stem."""

SIZE, KEPT = 1_000_000, 5
"""Bytes after which a new file is begun, and how many of the former are kept: `briefing.log.1` is the last but one."""


class OneLine(logging.Formatter):
    """`2026-11-23 06:00:03 warning  Meridian: ...`: the system's time, the level, the message on one line.

    Control characters are replaced: what a feed or a server says must neither forge a line nor command a terminal.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with a traceback behind it on the same line where there is one."""
        said = record.getMessage()
        if record.exc_info:
            said = f"{said}: {self.formatException(record.exc_info)}"
        plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(said.split()))
        return f"{self.formatTime(record, '%Y-%m-%d %H:%M:%S')} {record.levelname.lower():8} {plain}"


def log_file(store: Path) -> Path:
    """Return where the log lies: beside the store."""
    return store.with_name(f"{NAME}.log")


@contextmanager
def run_log(file: Path, *, quiet: bool = False) -> Iterator[logging.Logger]:
    """Let the logger of the body write to the file and to standard error; with `quiet`, there only what went wrong.

    Leaves the logger as it was. DeliveryError where the file cannot be opened.
    """
    logger = logging.getLogger(NAME)
    former = logger.level, logger.propagate
    try:
        kept = RotatingFileHandler(
            open_folder(file.parent) / file.name, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8"
        )
    except OSError as error:
        raise DeliveryError(f"{file}: the log cannot be written: {error.strerror}") from error
    shown = logging.StreamHandler()
    shown.setLevel(logging.WARNING if quiet else logging.INFO)
    for handler in (kept, shown):
        handler.setFormatter(OneLine())
        logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield logger
    finally:
        for handler in (kept, shown):
            logger.removeHandler(handler)
            handler.close()
        logger.setLevel(former[0])
        logger.propagate = former[1]
