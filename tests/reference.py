"""`python -m tests.reference`: writes the pages of docs/ that are made from the program, so they cannot be wrong."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import pypdfium2

from briefing.cli import COMMANDS, command
from briefing.config import Config, Daily
from briefing.daily import Order, run_daily
from briefing.read import Hints, read_sources
from briefing.run import Made, make_briefings
from briefing.store import open_store

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "briefing" / "schemas" / "analysis-1.schema.json"
WIDTH = 100

CLI_HEADER = """\
# Command line

What `briefing --help` and each command's `--help` say. `make docs` writes this page anew.
"""

SCHEMA_HEADER = """\
# What `briefing analyze` writes

{title}. {description}

This page is written by `make docs` from the JSON Schema, which `briefing analyze --schema` prints and which stands in
[briefing/schemas/analysis-1.schema.json](../briefing/schemas/analysis-1.schema.json).
"""


def cli_page() -> str:
    """Return the command reference: the program's own help, then that of each command in the order they are listed."""
    parts = [CLI_HEADER, _help("briefing", command, None)]
    with click.Context(command, info_name="briefing", terminal_width=WIDTH) as above:
        for name, found in COMMANDS.items():
            parts.append(_help(f"briefing {name}", found, above))
            if isinstance(found, click.Group):
                with click.Context(found, parent=above, info_name=name, terminal_width=WIDTH) as group:
                    parts += [_help(f"briefing {name} {n}", c, group) for n, c in found.commands.items()]
    return "\n".join(parts)


def _help(title: str, found: click.Command, above: click.Context | None) -> str:
    settings = {**found.context_settings, "help_option_names": ["-h", "--help"]}
    with click.Context(found, parent=above, info_name=title.split()[-1], terminal_width=WIDTH, **settings) as context:
        return f"## {title}\n\n```text\n{found.get_help(context)}\n```\n"


def schema_page() -> str:
    """Return the tables of the schema: the document, then each record in the order of the schema."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    parts = [SCHEMA_HEADER.format(**schema), _table("document", schema, lead=False)]
    parts += [_table(name, found) for name, found in schema["$defs"].items() if found["type"] == "object"]
    return "\n".join(parts)


def _table(name: str, record: dict[str, Any], *, lead: bool = True) -> str:
    rows = [f"| `{key}` | {_kind(value)} | {_meaning(value)} |" for key, value in _keys(record)]
    head = f"{record['description']}\n\n" if lead else ""
    return f"## {name}\n\n{head}| key | kind | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _keys(record: dict[str, Any], prefix: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Return the keys of a record with those of the records laid in it, named by their way: `sides[].actors`."""
    found = []
    for key, value in record.get("properties", {}).items():
        found.append((prefix + key, value))
        inner = value.get("items", value)
        found += _keys(inner, f"{prefix}{key}{'[]' if 'items' in value else ''}.")
    return found


def _kind(value: dict[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[-1]
        return {"offset": "number", "date": "date", "actor_id": "actor's id"}.get(name, f"[{name}](#{name})")
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        return ", ".join(f"`{json.dumps(v).strip(chr(34))}`" for v in value["enum"])
    if "anyOf" in value:
        return " or ".join(_kind(v) for v in value["anyOf"])
    if "items" in value:
        return f"list of {_kind(value['items'])}"
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return " or ".join("text" if k == "string" else "record" if k == "object" else k for k in kinds)


def _meaning(value: dict[str, Any]) -> str:
    inner = value.get("items", {}).get("description") if value.get("type") == "array" else None
    said = value["description"]
    return f"{said} Each: {inner[0].lower()}{inner[1:]}" if inner and "$ref" not in value["items"] else said


def picture(article: Path) -> bytes:
    """Return an article's PDF page as a PNG of few colours, small enough to stand in a README."""
    (made,) = make_briefings(read_sources([str(article)], Hints()), ("pdf",), None, "a4")
    assert isinstance(made, Made), made
    return _drawn(made.files[0][1])


def edition_picture(folder: Path) -> bytes:
    """Return the last of two editions of the sample days as a PNG of few colours."""
    with TemporaryDirectory() as out, open_store(Path(out) / "store.sqlite") as store:
        for day in (date(2025, 10, 2), date(2025, 10, 3)):
            wanted = Config(out=Path(out))
            now = datetime(2025, 10, 3, 6, tzinfo=UTC)
            run_daily(Order(day, now, wanted, Daily(), inputs=(str(folder),)), store, lambda done, total: None)
        return _drawn((Path(out) / "latest" / "edition.pdf").read_bytes())


def _drawn(pdf: bytes) -> bytes:
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=1.6).to_pil()
    stream = io.BytesIO()
    page.quantize(colors=32).save(stream, "PNG", optimize=True)
    return stream.getvalue()


PAGES = {"docs/cli.md": cli_page, "docs/schema.md": schema_page}

if __name__ == "__main__":
    for path, page in PAGES.items():
        (ROOT / path).write_text(page(), encoding="utf-8")
    (ROOT / "docs/page.png").write_bytes(picture(ROOT / "seeds/strait-denial.txt"))
    (ROOT / "docs/edition.png").write_bytes(edition_picture(ROOT / "seeds/day"))
