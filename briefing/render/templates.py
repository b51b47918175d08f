"""Jinja2 in its sandbox: where templates are found, what they may call, and errors a template's author can act on."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import TemplateError

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

STYLES = ".css"
"""Ending of the files that are used as they stand, not filled."""


def builtin_templates() -> Path:
    """Return the folder of the built-in templates: inside the installed package, else at the checkout's top level."""
    package = Path(str(files("briefing")))
    return next((p for p in (package / "templates", package.parent / "templates") if p.is_dir()), package.parent)


@dataclass(frozen=True)
class Templates:
    """Templates of one set of folders, the first found winning; make it with `open_templates`."""

    folders: tuple[Path, ...]

    def render(self, name: str, **values: Any) -> str:
        """Return the filled template. Raises TemplateError, naming template and line, for whatever goes wrong in it.

        Values are escaped where the template's name ends in '.html'.
        """
        with self._blaming(name):
            return self._environment.get_template(name).render(**values)

    def check(self) -> None:
        """Compile those files of the first folder that replace built-in templates, and what these refer to.

        Raises TemplateError where one is malformed. A reference to a template that is not there may be meant
        ('ignore missing'): rendering says so where it is not.
        """
        from jinja2 import TemplateNotFound
        from jinja2.meta import find_referenced_templates

        own, builtin = self.folders[0], self.folders[-1]
        waiting = sorted(p.name for p in builtin.iterdir() if p.suffix != STYLES and (own / p.name).is_file())
        seen: set[str] = set()
        while waiting:
            name = waiting.pop(0)
            seen.add(name)
            with self._blaming(name), suppress(TemplateNotFound):
                path = self._environment.get_template(name).filename or ""
                found = find_referenced_templates(self._environment.parse(Path(path).read_text(encoding="utf-8")))
                waiting += sorted({reference for reference in found if reference} - seen)

    def source(self, name: str) -> str:
        """Return a file's text as it stands, for style sheets."""
        for folder in self.folders:
            if (folder / name).is_file():
                return (folder / name).read_text(encoding="utf-8")
        raise TemplateError(f"{name!r} is not in {', '.join(map(str, self.folders))}; put it there")

    @contextmanager
    def _blaming(self, name: str) -> Iterator[None]:
        """Raise TemplateError for whatever goes wrong in the body, which loads or fills the named template."""
        import jinja2

        try:
            yield
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"{error.filename or name}, line {error.lineno}: {error.message}") from error
        except jinja2.TemplateNotFound as error:
            where = ", ".join(map(str, self.folders))
            raise TemplateError(f"template {error.name!r} is not in {where}; put it there") from error
        except TimeoutError:  # the article's time limit, no fault of the template's
            raise
        except Exception as error:  # a template can raise whatever its expressions can
            place = self._place(error, name)
            raise TemplateError(
                f"{place}: {error}; correct the template or remove it to use the built-in one"
            ) from error

    @cached_property
    def _environment(self) -> SandboxedEnvironment:
        """Made once: compiling a template takes longer than filling it."""
        import jinja2
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        return ImmutableSandboxedEnvironment(
            loader=jinja2.FileSystemLoader(list(map(str, self.folders))),
            undefined=jinja2.StrictUndefined,
            autoescape=jinja2.select_autoescape(["html"], default_for_string=False),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def _place(self, error: BaseException, name: str) -> str:
        """Return 'FILE, line N' of the innermost template an error passed through."""
        roots = tuple(str(folder) for folder in self.folders)
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename.startswith(roots):
                return f"{frame.filename}, line {frame.lineno}"
        return name


def open_templates(folder: Path | None) -> Templates:
    """Return the built-in templates, behind those of the user's folder where one is given.

    Raises TemplateError where the folder does not exist or a template in it is malformed.
    """
    if folder is None:
        return Templates((builtin_templates(),))
    if not folder.is_dir():
        raise TemplateError(
            f"{folder}: there is no such template folder; `briefing templates` writes one to start from"
        )
    templates = Templates((folder, builtin_templates()))
    templates.check()
    return templates
