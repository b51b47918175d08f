"""One edition to everywhere it is wanted: each target once, tried with patience, its outcome recorded."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from briefing.config import DeliverySettings, MailSettings, PrintSettings
from briefing.deliver.attempts import Patience, settle
from briefing.deliver.edition import write_edition
from briefing.deliver.letter import SHEET, write_letter
from briefing.deliver.mail import send_mail
from briefing.deliver.password import mail_password
from briefing.deliver.printer import print_sheet
from briefing.errors import DeliveryError
from briefing.model import Channel, Delivery, DeliveryState, EditionFiles, Outcome

Record = Callable[[Delivery, Outcome], None]
"""Called with `STARTED` before a delivery's first try, and once more with what became of it."""

Task = tuple[Delivery, Callable[[], str]]


@dataclass(frozen=True, slots=True)
class Targets:
    """Where editions go: the folder over all editions, and what the settings ask for beside it.

    `paper` is what the PDF was laid out for, "a4" or "letter". `environment` may hold the mail server's password.
    """

    out: Path
    paper: str
    settings: DeliverySettings = field(default_factory=DeliverySettings)
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)


def hand_out(
    edition: EditionFiles,
    targets: Targets,
    now: datetime,
    done: Collection[str],
    record: Record,
    patience: Patience = Patience(),  # noqa: B008 - frozen
) -> tuple[tuple[Delivery, Outcome], ...]:
    """Write the edition's folder, mail it to each recipient, print it; return what was tried, in that order.

    `done` holds the `Delivery.key`s of this edition that need no more; the folder is looked at all the same, and
    written where it is not whole. Each other delivery is recorded as started, tried, and recorded as done or failed;
    one that fails keeps no other from going out. A run that dies between sending and recording sends again: the mail
    then has the same Message-ID. `now` (aware) dates the mails.
    """
    tasks = [
        task for task in _tasks(edition, targets, now) if task[0].channel is Channel.FOLDER or task[0].key not in done
    ]
    for delivery, _ in tasks:
        if delivery.key not in done:
            record(delivery, Outcome(DeliveryState.STARTED))
    settled: dict[int, Outcome] = {}
    for place, outcome in settle([deliver for _, deliver in tasks], patience):
        delivery = tasks[place][0]
        if delivery.key not in done or outcome.state is DeliveryState.FAILED:
            settled[place] = outcome
            record(delivery, outcome)
    return tuple((tasks[place][0], settled[place]) for place in sorted(settled))


def _tasks(edition: EditionFiles, targets: Targets, now: datetime) -> Iterator[Task]:
    """Yield every delivery that is wanted, with what does it."""
    digest = edition.digest
    yield Delivery(Channel.FOLDER, str(targets.out), digest), partial(_write, edition, targets.out)
    if (mail := targets.settings.mail) is not None:
        for recipient in mail.to:
            send = partial(_mail, edition, mail, recipient, now, targets.environment)
            yield Delivery(Channel.MAIL, recipient, digest), send
    if (printing := targets.settings.printing) is not None:
        target = printing.printer or ""
        yield Delivery(Channel.PRINT, target, digest), partial(_print, edition, targets.paper, printing)


def _write(edition: EditionFiles, out: Path) -> str:
    return f"written to {write_edition(out, edition)}"


def _mail(
    edition: EditionFiles, settings: MailSettings, recipient: str, now: datetime, environment: Mapping[str, str]
) -> str:
    password = mail_password(settings, environment)
    return send_mail(write_letter(edition, settings, recipient, now), recipient, settings, password)


def _print(edition: EditionFiles, paper: str, settings: PrintSettings) -> str:
    sheet = edition.get(SHEET)
    if sheet is None:
        raise DeliveryError(f"cannot print: the edition has no {SHEET}; let it be written in all formats")
    return print_sheet(sheet, f"briefing {edition.day.isoformat()} {edition.digest[:8]}", paper, settings)
