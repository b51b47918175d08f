"""Everything that can be told to the user. A message says what happened, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model import Problem


class BriefingError(Exception):
    """Base of all errors a user can act on; caught once, in `cli.main`."""


class ConfigError(BriefingError):
    """A configuration file, option or template folder is wrong. Ends the run with exit code 2."""


class ModelError(BriefingError):
    """A model file of the package is missing or damaged; nothing can be analysed. Ends the run with exit code 2."""


class ReadError(BriefingError):
    """One source could not be read as an article; the others go on."""


class LanguageError(ReadError):
    """A text is in a language that cannot be briefed."""


class FetchError(ReadError):
    """An address did not give what stands at it.

    `status` is the server's, where it answered. `passing`: the same request may succeed later, after `retry_after`
    seconds if the server says so.
    """

    def __init__(
        self, message: str, *, status: int | None = None, passing: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.passing, self.retry_after = status, passing, retry_after


class AnalysisError(BriefingError):
    """One article could not be analysed; the others go on."""


class TemplateError(BriefingError):
    """A template is missing, malformed or uses an undefined name; names template and line.

    A malformed one ends the run with exit code 2; what shows only while a page is filled costs that article's page.
    """


class VerificationError(BriefingError):
    """A line about to be printed does not stand in its source as cited: no page is written."""


class LayoutError(BriefingError):
    """A briefing cannot be laid out on one page."""


class DeliveryError(BriefingError):
    """A finished briefing could not be written where it was asked to go."""


class PassingDeliveryError(DeliveryError):
    """A delivery failed in a way that may pass: the other end is busy, or out of reach. It is tried again."""


class StoreError(BriefingError):
    """The store cannot be opened, read or written, or is damaged. Ends the run with exit code 2."""


class BusyError(BriefingError):
    """Another run is at work on the store; nothing was done. Ends the run with exit code 3."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What became of an article that got no page: its source, and the reason as a `Problem`."""

    source: str
    problem: Problem

    def __str__(self) -> str:
        """Say which article got nothing, and why; many messages name it themselves."""
        message = self.problem.message
        return message if message.startswith(self.source) else f"{self.source}: {message}"
