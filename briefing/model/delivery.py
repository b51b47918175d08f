"""What is handed out: an edition as files, where it goes, and what became of each delivery."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefing.model.kept import DeliveryState

MANIFEST = "manifest.json"
MANIFEST_SCHEMA = "briefing.manifest/1"


class Channel(StrEnum):
    """The ways an edition leaves the house."""

    FOLDER = "folder"
    MAIL = "mail"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """One day's edition as finished files: names and bytes.

    A name is relative; `stories/port-strike.pdf` lies in a folder of the edition's own. The order does not matter.
    """

    day: date
    files: tuple[tuple[str, bytes], ...]

    def get(self, name: str) -> bytes | None:
        """Return one file's bytes, or None where the edition has no such file."""
        return dict(self.files).get(name)

    @property
    def manifest(self) -> bytes:
        """The SHA-256 sum and size of each file by name, sorted, as JSON: the same files give the same bytes."""
        sums = {
            name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in sorted(self.files)
        }
        document = {"schema": MANIFEST_SCHEMA, "edition": self.day.isoformat(), "files": sums}
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()

    @property
    def digest(self) -> str:
        """The SHA-256 sum of the manifest; it names the edition and all its bytes."""
        return hashlib.sha256(self.manifest).hexdigest()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition to one target: a folder, one person's address, a printer (empty: the system's default one)."""

    channel: Channel
    target: str
    edition: str

    @property
    def key(self) -> str:
        """What tells it apart from the other deliveries of the same edition: `mail:desk@example.org`."""
        return f"{self.channel}:{self.target}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery after so many tries; `message` says it in words, for the log and the status."""

    state: DeliveryState
    tries: int = 0
    message: str = ""
