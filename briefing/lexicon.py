"""Word lists: the only place where words of a language stand. One entry a line in `lexicons/en/NAME.txt`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files


@dataclass(frozen=True)
class Lexicon:
    """The word lists of one language, read when first asked for and kept; passed in, never global."""

    language: str = "en"

    def words(self, name: str) -> frozenset[str]:
        """Return the entries of `NAME.txt` as written; KeyError where there is no such list."""
        return frozenset(self.table(name))

    def table(self, name: str) -> dict[str, str]:
        """Return entry -> value of `NAME.txt`, in file order; the value follows a tab and is '' where there is none."""
        if name not in self._loaded:
            self._loaded[name] = self._read(name)
        return self._loaded[name]

    @cached_property
    def _loaded(self) -> dict[str, dict[str, str]]:
        return {}

    def _read(self, name: str) -> dict[str, str]:
        path = files("briefing") / "lexicons" / self.language / f"{name}.txt"
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError as error:
            raise KeyError(f"no word list {name!r} for language {self.language!r}") from error
        pairs = (line.split("\t", 1) for line in lines if line.strip() and not line.startswith("#"))
        return {pair[0].strip(): pair[1].strip() if len(pair) > 1 else "" for pair in pairs}
