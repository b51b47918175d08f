"""What any PDF of a briefing is checked for: standards, tags, fonts, attached data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import page as validator
import pdfua
import pikepdf


def breaches(written: bytes, profile: str) -> list[str]:
    """Return what breaks a standard: profile '3a' is PDF/A-3a, 'ua1' is PDF/UA-1."""
    report = validator.validate_pdf_bytes(written, profile=profile)
    found = [f"{f.rule_id}: {f.message}" for f in report.failures]
    return found if found or report.is_compliant else [f"does not comply with {profile}"]


def second_opinion(written: bytes, folder: Path) -> list[str]:
    """Return what another validator of PDF/UA-1 finds; it reads the file from a folder."""
    (folder / "page.pdf").write_bytes(written)
    return [finding.message for finding in pdfua.validate(str(folder / "page.pdf")).findings]


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """Return the types of all elements of structure, in reading order; none where the file is not tagged."""
    marked = "/MarkInfo" in pdf.Root and bool(pdf.Root.MarkInfo.get("/Marked", False))
    return list(_walk(pdf.Root.StructTreeRoot)) if marked and "/StructTreeRoot" in pdf.Root else []


def _walk(element: pikepdf.Object | None) -> Iterator[str]:
    if isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element["/S"])[1:]
        children = element.get("/K")
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            yield from _walk(child)


def fonts(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """Return the name of each font used, without its subset's prefix, and whether it is embedded."""
    found = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
    return {str(f["/FontName"]).partition("+")[2]: "/FontFile2" in f for f in found}


def attached(pdf: pikepdf.Pdf) -> dict[str, bytes]:
    """Return the attached files by name."""
    return {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
