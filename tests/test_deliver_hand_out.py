"""An edition to everywhere it is wanted: each target once, tried with patience, recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing.config import DeliverySettings, MailSettings, PrintSettings, Security
from briefing.deliver import hand_out as room
from briefing.deliver.attempts import Patience, settle
from briefing.deliver.hand_out import Targets, hand_out
from briefing.errors import ConfigError, DeliveryError, PassingDeliveryError
from briefing.model import Channel, Delivery, DeliveryState, EditionFiles, Outcome
from tests.mail_server import HANG_UP, Mailroom, mail_server

NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
EDITION = EditionFiles(
    date(2026, 11, 23), (("edition.md", b"# Port Alden\n"), ("edition.html", b"<p>x</p>"), ("edition.pdf", b"%PDF"))
)
STARTED, FAILED, DONE = DeliveryState.STARTED, DeliveryState.FAILED, DeliveryState.DONE


class Slept(list[float]):
    """The pauses made, none of them waited for."""

    def patience(self, *pauses: float) -> Patience:
        return Patience(pauses, self.append)


@pytest.fixture
def slept() -> Slept:
    return Slept()


# One delivery


def failing(*errors: Exception) -> Callable[[], str]:
    """Return a delivery that raises these in turn, and then succeeds."""
    left = list(errors)

    def deliver() -> str:
        if left:
            raise left.pop(0)
        return "there"

    return deliver


BUSY = PassingDeliveryError("busy")


@pytest.mark.parametrize(
    ("errors", "outcome", "pauses"),
    [
        ([], Outcome(DONE, 1, "there"), []),
        ([BUSY, BUSY], Outcome(DONE, 3, "there"), [5, 30]),
        ([BUSY] * 9, Outcome(FAILED, 3, "busy"), [5, 30]),
        ([DeliveryError("refused")], Outcome(FAILED, 1, "refused"), []),
        ([BUSY, ConfigError("no password")], Outcome(FAILED, 2, "no password"), [5]),
    ],
    ids=["at once", "after two", "never", "refused", "busy, then refused"],
)
def test_what_may_pass_is_tried_again(
    slept: Slept, errors: list[Exception], outcome: Outcome, pauses: list[float]
) -> None:
    assert list(settle([failing(*errors)], slept.patience(5, 30))) == [(0, outcome)]
    assert slept == pauses


def test_a_defect_is_not_hidden(slept: Slept) -> None:
    with pytest.raises(ZeroDivisionError):
        list(settle([failing(ZeroDivisionError())], slept.patience(5)))


def test_a_server_that_is_down_is_waited_for_once(slept: Slept) -> None:
    ten = [failing(BUSY, BUSY) for _ in range(10)]
    assert list(settle(ten, slept.patience(5, 30))) == [(n, Outcome(DONE, 3, "there")) for n in range(10)]
    assert slept == [5, 30]


def test_what_waits_keeps_nothing_back(slept: Slept) -> None:
    found = list(settle([failing(BUSY), failing(), failing(DeliveryError("no"))], slept.patience(5)))
    assert found == [(1, Outcome(DONE, 1, "there")), (2, Outcome(FAILED, 1, "no")), (0, Outcome(DONE, 2, "there"))]


# The whole edition


@pytest.fixture
def post() -> Iterator[Mailroom]:
    with mail_server() as found:
        yield found


def targets(out: Path, post: Mailroom, *to: str, printing: PrintSettings | None = None) -> Targets:
    mail = MailSettings(to, "briefing@example.org", "localhost", post.port, Security.NONE, timeout=60)
    return Targets(out, "a4", DeliverySettings(mail if to else None, printing), {})


Told = list[tuple[str, DeliveryState, int]]


def handed(
    wanted: Targets, patience: Patience, done: frozenset[str] = frozenset()
) -> tuple[Told, tuple[tuple[Delivery, Outcome], ...]]:
    """Return what was recorded, and what was returned."""
    told: Told = []
    found = hand_out(EDITION, wanted, NOW, done, lambda d, o: told.append((d.key, o.state, o.tries)), patience)
    return told, found


def test_each_delivery_is_recorded_before_and_after(
    tmp_path: Path, post: Mailroom, slept: Slept, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = []
    monkeypatch.setattr(room, "print_sheet", lambda *given: printed.append(given) or "queued as office-1")
    office = PrintSettings("office")
    told, found = handed(targets(tmp_path, post, "a@example.org", "b@example.org", printing=office), slept.patience())
    folder, first, second, paper = f"folder:{tmp_path}", "mail:a@example.org", "mail:b@example.org", "print:office"
    keys = (folder, first, second, paper)
    assert told == [*((key, STARTED, 0) for key in keys), *((key, DONE, 1) for key in keys)]
    assert [(d.key, o.state) for d, o in found] == [(key, DONE) for key in keys]
    assert {d.edition for d, _ in found} == {EDITION.digest}
    assert [to for to, _ in post.taken] == ["a@example.org", "b@example.org"]
    assert [letter["To"] for _, letter in post.taken] == ["a@example.org", "b@example.org"]
    assert printed == [(b"%PDF", f"briefing 2026-11-23 {EDITION.digest[:8]}", "a4", office)]
    assert (tmp_path / "latest" / "edition.md").is_file()


def test_what_is_done_is_not_done_again(tmp_path: Path, post: Mailroom, slept: Slept) -> None:
    wanted = targets(tmp_path, post, "a@example.org", "b@example.org")
    done = frozenset({f"folder:{tmp_path}", "mail:a@example.org"})
    told, _ = handed(wanted, slept.patience(), done)
    assert [key for key, _, _ in told] == ["mail:b@example.org"] * 2
    assert [to for to, _ in post.taken] == ["b@example.org"]
    assert handed(wanted, slept.patience(), done | {"mail:b@example.org"}) == ([], ())
    assert len(post.taken) == 1


def test_a_folder_that_was_removed_is_written_again(tmp_path: Path, post: Mailroom, slept: Slept) -> None:
    told, _ = handed(targets(tmp_path, post), slept.patience(), frozenset({f"folder:{tmp_path}"}))
    assert told == []
    assert (tmp_path / "2026-11-23" / "manifest.json").is_file()


def test_one_refusal_keeps_nothing_else_back(tmp_path: Path, post: Mailroom, slept: Slept) -> None:
    (tmp_path / "2026-11-23").write_bytes(b"")
    post.recipients = ["550 no such desk"]
    told, found = handed(targets(tmp_path, post, "a@example.org", "b@example.org"), slept.patience(5))
    assert [o.state for _, o in found] == [FAILED, FAILED, DONE]
    assert "550 no such desk" in found[1][1].message
    assert slept == []
    assert told[-1] == ("mail:b@example.org", DONE, 1)


@pytest.mark.parametrize(
    ("recipients", "data"),
    [(["451 later", "451 later"], []), ([], ["452 full", HANG_UP])],
    ids=["grey list", "full, then gone"],
)
def test_what_comes_right_in_the_end_is_sent_once(
    tmp_path: Path, post: Mailroom, slept: Slept, recipients: list[str], data: list[str]
) -> None:
    post.recipients, post.data = recipients, data
    told, _ = handed(targets(tmp_path, post, "a@example.org"), slept.patience(5, 30, 120))
    assert told[-1] == ("mail:a@example.org", DONE, 3)
    assert slept == [5, 30]
    assert len(post.taken) == 1


def test_a_resend_is_the_same_mail(tmp_path: Path, post: Mailroom, slept: Slept) -> None:
    wanted = targets(tmp_path, post, "a@example.org")
    handed(wanted, slept.patience())
    handed(wanted, slept.patience())  # as after a run that died before it could record
    assert len({letter["Message-ID"] for _, letter in post.taken}) == 1
    assert len(post.taken) == 2


def test_a_missing_password_costs_the_mail_alone(tmp_path: Path, slept: Slept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.deliver.password._from_keyring", lambda account: None)
    mail = MailSettings(("a@example.org",), "b@example.org", "localhost", user="desk")
    _, found = handed(Targets(tmp_path, "a4", DeliverySettings(mail), {}), slept.patience(5))
    assert [(d.channel, o.state) for d, o in found] == [(Channel.FOLDER, DONE), (Channel.MAIL, FAILED)]
    assert "BRIEFING_SMTP_PASSWORD" in found[1][1].message


def test_without_a_pdf_nothing_is_printed(tmp_path: Path, slept: Slept) -> None:
    edition = EditionFiles(EDITION.day, EDITION.files[:2])
    wanted = Targets(tmp_path, "a4", DeliverySettings(printing=PrintSettings()), {})
    found = hand_out(edition, wanted, NOW, (), lambda d, o: None, slept.patience())
    assert found[-1][1] == Outcome(
        FAILED, 1, "cannot print: the edition has no edition.pdf; let it be written in all formats"
    )
