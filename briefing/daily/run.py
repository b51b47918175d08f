"""One run, step by step; what each step leaves in the store is whole, so that a run may die anywhere and go on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from hashlib import sha256

from briefing.analyse.version import analysis_version
from briefing.compose.edition import EditionOptions, Watch, compose_edition
from briefing.compose.page import shipped_options
from briefing.daily.analyses import analyse_missing, load_analyses
from briefing.daily.collect import collect
from briefing.daily.edition import edition_files, kept_lines, story_files
from briefing.daily.records import Collected, Order, Ran, Selection
from briefing.daily.select import digests, select
from briefing.daily.stories import Means, kept_stories, stories_of_day, story_of_article
from briefing.deliver.edition import read_edition
from briefing.deliver.hand_out import Targets, hand_out
from briefing.errors import Failure
from briefing.lexicon import Lexicon
from briefing.model import (
    Delivery,
    DeliveryState,
    Edition,
    EditionFiles,
    EditionState,
    KeptEdition,
    Missing,
    MissingKind,
    Outcome,
)
from briefing.render import open_press
from briefing.store import Store


def run_daily(order: Order, store: Store, advance: Callable[[int, int], None]) -> Ran:
    """Make the edition of a day and hand it out; call it while the store's lock is held.

    What is in the store already is not done again: where the same edition was made before, only deliveries that are
    still open are tried. `advance` is called with the articles analysed and to analyse. Raises ConfigError or
    TemplateError where the templates cannot be used, StoreError where the store is damaged.
    """
    collected = collect(order, store)
    selection = select(order, store)
    version = analysis_version()
    kept = store.editions.open(order.day, _inputs(order, selection, version))
    files = read_edition(order.config.out, order.day, kept.files) if kept.state is EditionState.MADE else None
    edition: Edition | None = None
    unread: tuple[Failure, ...] = ()
    if files is None:
        edition, files, kept, unread = _make(order, store, selection, version, kept, collected, advance)
    deliveries = _deliver(order, store, files)
    store.prune(order.now - timedelta(days=order.daily.keep_days))
    return Ran(kept, edition, collected, unread, deliveries)


def _make(
    order: Order,
    store: Store,
    selection: Selection,
    version: str,
    kept: KeptEdition,
    collected: Collected,
    advance: Callable[[int, int], None],
) -> tuple[Edition, EditionFiles, KeptEdition, tuple[Failure, ...]]:
    """Compose the edition, print its files into memory and record it as made."""
    press, page = open_press(order.config.templates, order.config.paper), shipped_options()
    analyse_missing((*selection.articles, *selection.former), version, order, store, advance)
    analyses, unread = load_analyses(selection.articles, version, store)
    analyses |= load_analyses(selection.former, version, store)[0]
    stories = stories_of_day(store, kept, selection, analyses, Means(Lexicon(), page.min_confidence))
    options = EditionOptions(Watch(order.daily.watch), page, order.daily.layout)
    edition = compose_edition(order.day, kept.number, stories.told, _missing(selection, collected, unread), options)
    made = [*edition_files(edition, press)]
    if order.pages:
        made += story_files(edition, stories.told, press, options)
    files = EditionFiles(order.day, tuple(made))
    lines = kept_lines(edition, story_of_article(stories))
    return edition, files, store.editions.finish(kept, files, kept_stories(stories, order.day), lines), unread


def _inputs(order: Order, selection: Selection, version: str) -> str:
    """Return a digest of all that an edition is made of: the same gives the same edition."""
    made_of = {
        "day": order.day.isoformat(), "articles": digests(selection.articles), "fresh": sorted(selection.fresh),
        "former": digests(selection.former), "killed": sorted(selection.killed), "analysis": version,
        "watch": order.daily.watch, "paper": order.config.paper, "pages": order.pages, "layout": order.daily.layout,
        "templates": str(order.config.templates or ""),
    }  # fmt: skip
    return sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def _missing(selection: Selection, collected: Collected, unread: Sequence[Failure]) -> list[Missing]:
    """Return what the edition could not take in."""
    lost = [*collected.failures, *unread]
    foreign = [f for f in lost if f.problem.stage == "language"]
    counts = (
        (MissingKind.UNREAD, len(lost) - len(foreign)),
        (MissingKind.OTHER_LANGUAGE, len(foreign)),
        (MissingKind.UNDATED, selection.undated),
        (MissingKind.EMBARGOED, selection.held),
        (MissingKind.KILLED, len(selection.killed)),
    )
    return [
        *(Missing(MissingKind.SOURCE_FAILED, 1, said) for said in collected.silent),
        *(Missing(kind, count) for kind, count in counts if count),
    ]


def _deliver(order: Order, store: Store, files: EditionFiles) -> tuple[tuple[Delivery, Outcome], ...]:
    """Hand the edition out to everywhere that has not had it."""
    done = [key for key, outcome in store.deliveries.of(files.digest) if outcome.state is DeliveryState.DONE]
    targets = Targets(order.config.out, order.config.paper, order.delivery)
    return hand_out(files, targets, order.now, done, lambda d, o: store.deliveries.save(d, o, order.now))
