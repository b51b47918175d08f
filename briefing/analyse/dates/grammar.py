"""The forms of date expressions: regular expressions over the symbols of `lexer`, one character a word or mark.

Each form is named after what it says and read by the function of the same name in `resolve`. Where two match at one
place the longer wins, then the one that stands first here. All are linear: repeats are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.analyse.dates.lexer import Piece

WEEKDAY_BEFORE = r"(?:(?:W|w\.?),?\(?(?:t)?)?"

FORMS = {
    # 'Wednesday, April 6, 2016', 'Aug. 24 2013', 'April 6-8, 2016', 'July 4th of 2016'
    "month_day_year": re.compile(
        WEEKDAY_BEFORE + r"(?P<month>M|m)\.?t?(?P<day>[DO])(?:-[DO])?(?:,|o|,?p)?(?P<year>Y)(?!\d)"
    ),
    # '6 April 2016', 'the 6th of April, 2016'
    "day_month_year": re.compile(WEEKDAY_BEFORE + r"(?P<day>[DO])(?:-[DO])?o?(?P<month>M|m)\.?,?(?P<year>Y)"),
    # the first day or month of 'from April 6 to May 3, 2016', 'June 3 and 4, 2016', 'between April and June 2015'
    "of_range": re.compile(
        WEEKDAY_BEFORE
        + r"(?P<month>M|m)\.?(?:(?P<day>[DO])(?=,?[pc-](?:[Mm]\.?)?[DO],?(?P<year>Y))|(?=[pc-][Mm]\.?(?P<same_year>Y)))"
    ),
    # what precedes 'last year' in 'April 6 of last year', 'October of next year'
    "of_relative_year": re.compile(
        WEEKDAY_BEFORE + r"(?P<month>M|m)\.?(?P<day>[DO])?(?=,?o?(?P<relative>R)(?P<unit>U))"
    ),
    # 'Wednesday, April 6', 'Aug. 24', 'April 6-8', 'April the 6th'
    "month_day": re.compile(WEEKDAY_BEFORE + r"(?P<month>M|m)\.?t?(?P<day>[DO])(?:-[DO](?![-/D]))?"),
    # '6 April', '6-8 April', 'the 6th of April'
    "day_month": re.compile(WEEKDAY_BEFORE + r"(?P<day>[DO])(?:-[DO])?o?(?P<month>M|m)"),
    # '2016-04-06'
    "iso": re.compile(r"(?P<year>Y)-(?P<month>D)-(?P<day>D)(?!-)"),
    # '2016/04/06'
    "year_first": re.compile(r"(?P<year>Y)/(?P<month>D)/(?P<day>D)(?!/)"),
    # '04/05/2016', '7/8/07', '06.04.2016', '6-4-2016'
    "numeric": re.compile(r"(?P<first>D)(?P<mark>[/.-])(?P<second>D)(?P=mark)(?P<year>[YND])(?![/])"),
    # 'September 2006', 'early March, 2012', 'the end of May of 2006'
    "month_year": re.compile(r"(?:E-?|Eot?)?(?P<month>M|m)\.?,?o?(?P<year>Y)"),
    # 'in January', 'early March', 'last September'
    "month": re.compile(r"(?:E-?|Eot?)?(?P<relative>R)?(?:E-?)?(?P<month>M|m\.)"),
    # '2013', 'mid-2015', 'the end of 2015'
    "year": re.compile(r"(?:E-?|Epo?|t?Eo)?(?P<year>Y|Z)"),
    # 'Wednesday', 'next Thursday', 'Monday night'
    "weekday": re.compile(r"(?P<relative>R)?(?P<weekday>W)P?"),
    # 'today', 'earlier today', 'yesterday morning'
    "day_word": re.compile(r"[BE]?(?P<day>T)P?"),
    # 'last night', 'this morning'
    "part_of_day": re.compile(r"[BE]?(?P<relative>R)(?P<part>P)"),
    # 'last year', 'earlier this month', 'the end of next year', 'the beginning of this month'
    "relative_unit": re.compile(r"(?:B|t?Eot?)?(?P<relative>R)(?P<unit>U)"),
    # 'the end of the year'
    "part_of_unit": re.compile(r"t?[EB][op]t(?P<unit>U)"),
    # 'two years ago', 'twenty-two years ago', 'a week ago', 'two years ago today'
    "ago": re.compile(r"(?:(?P<tens>N)-)?(?P<count>[aND])(?P<unit>U)F(?P<today>T)?"),
    # 'in 10 days'
    "ahead": re.compile(r"p(?P<count>[ND])(?P<unit>U)(?![BbF'])"),
    # 'a day earlier', 'three days later', 'the day before'
    "shifted": re.compile(r"(?P<count>[aNDt])(?P<unit>U)(?P<way>[Bb])(?!n)"),
    # 'the previous year', 'the following day', 'the next day', 'the year previous'
    "neighbour": re.compile(r"t(?:(?P<way>[QR])(?P<unit>U)|(?P<unit_first>U)(?P<way_last>Q))"),
    # 'the following May', 'the previous June'
    "neighbour_month": re.compile(r"t(?P<way>Q)(?P<month>M)"),
    # 'the same month a year ago', 'the same period last year', 'the same period a year earlier'
    "same_period": re.compile(r"tQU(?:o?t?(?P<relative>R)U|a(?P<unit>U)[FB])"),
    # 'end the day', 'the start of the day'
    "the_day": re.compile(r"(?:e|E)t(?P<unit>U)"),
    # 'New Year's Eve', 'Christmas Day, 2015'
    "named_day": re.compile(r"(?P<relative>R)?(?P<name>H)(?:,?(?P<year>Y))?"),
}
"""Name -> form, the most telling first."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A place where a form matches: the form's name, the half-open range of its pieces, and its named parts."""

    form: str
    first: int
    last: int
    parts: dict[str, Piece]


def expressions(pieces: Sequence[Piece]) -> list[Expression]:
    """Return every place where a form matches, in text order, longer ones first, then in the order of `FORMS`.

    They may overlap: whoever reads them takes the first that means a date and skips what overlaps it.
    """
    symbols = "".join(piece.symbol for piece in pieces)
    found = [
        (match.start(), -match.end(), rank, name, match)
        for rank, (name, form) in enumerate(FORMS.items())
        for match in form.finditer(symbols)
    ]
    return [
        Expression(
            name, start, -end, {key: pieces[match.start(key)] for key, part in match.groupdict().items() if part}
        )
        for start, end, _, name, match in sorted(found, key=lambda row: row[:3])
    ]
