"""One source -> its harvest. Whatever goes wrong with it is an outcome; the other sources go on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from briefing.config import NewsSource, SourceKind
from briefing.errors import Failure, FetchError, ReadError
from briefing.fetch import ACCEPT_FEED, Ask, Fetched, Fetcher, Reach, shown
from briefing.harvest.basket import Basket
from briefing.harvest.feeds import looks_like_feed, parse_feed
from briefing.harvest.items import (
    article_of_page,
    article_of_text,
    is_teaser,
    may_be_teaser,
    with_problem,
    with_release,
)
from briefing.harvest.local import take_local
from briefing.harvest.records import Feed, FeedItem, Harvest, HarvestHealth, HealthStatus
from briefing.model import Article, Problem, SeenItem, SourceState
from briefing.read.article import Known
from briefing.read.draft import Hints
from briefing.read.files import Tools, read_fetched, safe_id

TOO_MANY = 429
"""The status of a server that is asked too often."""

MISSES = 3
"""Pages in a row that do not answer, after which a source's further pages are not asked for in this run."""


async def harvest_source(
    source: NewsSource, state: SourceState, fetcher: Fetcher, tools: Tools, now: datetime
) -> Harvest:
    """Return what a source gives at a time (with its zone), given what was remembered of it; never raises for it.

    Items it has given before, unchanged, are passed over; articles come in the source's order. What its limits leave
    over, and what fails in passing, comes in the next run. A source that asked to be left alone until later is left
    alone.
    """
    if state.not_before and now < state.not_before:
        message = f"asked to be left alone until {state.not_before:%Y-%m-%d %H:%M %Z}; run again after that"
        failure = Failure(shown(source.place), Problem("fetch", message))
        return Harvest(source, (failure,), state, HarvestHealth(HealthStatus.WAITING, message=message))
    began, basket = time.monotonic(), Basket(source, state, now)
    try:
        if source.kind.is_remote:
            await _take_remote(basket, fetcher, tools)
        else:
            take_local(basket, tools)
    except FetchError as error:
        basket.fail(_reason(error, source.place), retry_after=error.retry_after)
    except ReadError as error:
        basket.fail(_reason(error, source.place))
    except Exception as error:  # a defect of ours at one source must not cost the user the others
        basket.fail(_defect(error), "internal")
    return basket.harvest(time.monotonic() - began)


async def _take_remote(basket: Basket, fetcher: Fetcher, tools: Tools) -> None:
    source, state = basket.source, basket.state
    accept = ACCEPT_FEED if source.kind is SourceKind.FEED else f"text/html, {ACCEPT_FEED}"
    ask = Ask(accept, state.etag, state.last_modified, _reach(source), basket.room)
    try:
        async with asyncio.timeout(source.limits.seconds):
            found = await fetcher.get(source.address or "", ask)
            basket.size += len(found.data)
            if found.unchanged:
                basket.answer = found
            elif source.kind is SourceKind.FEED or looks_like_feed(found):
                feed = parse_feed(found)
                basket.answer = found
                await _take_items(feed, basket, fetcher, tools)
            else:
                _take_page(found, basket, tools)
    except TimeoutError:
        message = f"took longer than {source.limits.seconds:g} seconds"
        if basket.answer is None:
            raise FetchError(f"{message}; run again, or raise its time-limit", passing=True) from None
        basket.message = f"{message}; left for the next run: {basket.left}"


def _take_page(found: Fetched, basket: Basket, tools: Tools) -> None:
    """Take a page that is a source of its own."""
    stem = (found.address.rstrip("/").rpartition("/")[2]).partition("?")[0]
    known = Known(Hints(outlet=basket.source.outlet))
    for outcome in read_fetched(found, known, tools, id=safe_id(stem.partition(".")[0])):
        basket.add(outcome)
        basket.again = basket.again or isinstance(outcome, Failure)  # or the next run would find it unchanged
    basket.answer = found


async def _take_items(feed: Feed, basket: Basket, fetcher: Fetcher, tools: Tools) -> None:
    """Take a feed's new items, one after the other: they mostly lie on one host, which is asked in turn anyway."""
    fresh = _fresh(feed, basket)
    chosen = _newest(fresh, basket.source.limits.items)
    basket.left = len(fresh)
    basket.message = feed.broken
    known = {item.id for item in basket.state.seen}
    for item in chosen:
        if basket.room <= 0 or basket.not_before:
            break
        settled = True
        try:
            article = await _take_item(item, feed, basket, fetcher, tools)
            basket.add(with_release(article, item, basket.source, known=item.id in known))
        except ReadError as error:
            place = item.address or basket.source.place
            basket.add(Failure(shown(place), Problem("fetch", _reason(error, place))))
            if isinstance(error, FetchError) and error.passing:
                basket.put_off(error)
                settled = False
        except Exception as error:  # a defect of ours in one item must not cost the user the others
            basket.add(Failure(shown(item.address or basket.source.place), Problem("internal", _defect(error))))
        basket.left -= 1
        if settled:
            basket.settled.append(SeenItem(item.id, item.mark))


async def _take_item(item: FeedItem, feed: Feed, basket: Basket, fetcher: Fetcher, tools: Tools) -> Article:
    """Return an item's article; the error of its page where neither that nor the feed's own text is one."""
    source = basket.source
    if not (source.pages and item.address):
        return article_of_text(item, feed, source, tools)
    try:
        found = await _page(item.address, basket, fetcher)
        page = article_of_page(found, item, feed, source, tools)
    except ReadError as error:
        text = _text_or_none(item, feed, basket, tools)
        if text is None:
            raise
        if isinstance(error, FetchError) and error.status == TOO_MANY:
            basket.put_off(error)
        reason = _reason(error, item.address)
        return with_problem(text, f"its page was not read ({reason}); this is the feed's text, which may be shortened")
    text = _text_or_none(item, feed, basket, tools) if may_be_teaser(page, item) else None
    if text is not None and is_teaser(page, text):
        return with_problem(text, f"its page {found.address} shows only a part; this is the feed's own text")
    return page


async def _page(address: str, basket: Basket, fetcher: Fetcher) -> Fetched:
    """Return what stands at an item's address, unless the pages before it have shown that asking is in vain."""
    if basket.missed >= MISSES:
        raise FetchError(f"{address} was not asked for, since {MISSES} pages before it did not answer", passing=True)
    try:
        found = await fetcher.get(address, Ask(reach=_reach(basket.source), size=basket.room))
    except FetchError as error:
        basket.missed = basket.missed + 1 if error.passing else 0
        raise
    basket.missed = 0
    basket.size += len(found.data)
    return found


def _text_or_none(item: FeedItem, feed: Feed, basket: Basket, tools: Tools) -> Article | None:
    try:
        return article_of_text(item, feed, basket.source, tools) if item.content else None
    except ReadError:
        return None


def _fresh(feed: Feed, basket: Basket) -> list[FeedItem]:
    """Return the items that are new or changed and not too old, in the feed's order; settle the others."""
    known = {item.id: item.mark for item in basket.state.seen}
    oldest = basket.now - timedelta(days=basket.source.limits.days)
    fresh = []
    for item in feed.items:
        moment = item.updated or item.published
        if known.get(item.id) != item.mark and (moment is None or moment >= oldest):
            fresh.append(item)
        else:
            basket.settled.append(SeenItem(item.id, item.mark))
    return fresh


def _newest(items: Sequence[FeedItem], most: int) -> list[FeedItem]:
    """Return the newest items, in their order; undated ones count as old, and of the same age the first in the feed."""
    ages = sorted(range(len(items)), key=lambda n: (-_stamp(items[n]), n))
    return [items[n] for n in sorted(ages[:most])]


def _stamp(item: FeedItem) -> float:
    moment = item.updated or item.published
    return moment.timestamp() if moment else float("-inf")


def _reach(source: NewsSource) -> Reach:
    return Reach.ANY if source.allow_private else Reach.PUBLIC


def _defect(error: Exception) -> str:
    return f"{type(error).__name__}: {error}; please report this"


def _reason(error: ReadError, place: str) -> str:
    """Return what an error says, without the place it opens with."""
    return str(error).removeprefix(f"{shown(place)} ")
