"""A laid-out page -> PDF/A-3a and PDF/UA-1 in one file, the briefing's JSON attached; the clock is never read."""

from __future__ import annotations

import zlib
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any

from briefing.render.pdf.machine import Sheet

PDFUA = b"""
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Part of ISO 14289 this file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""PDF/A knows no PDF/UA mark, so the file describes it itself (ISO 19005-3, 6.6.2.3; ISO 14289-1, 5)."""

NOTHING = b" <034f>"
"""A glyph that is part of a letter, such as the dots of Arabic, must stand for some character: this one is not seen."""

AMBIGUOUS = b"\r\nendstream"
"""The end of a stream whose last byte is a carriage return: readers take it for a part of the line end (ISO 32000-1,
7.3.8.1), so that its length seems wrong. One stream in 256 ends so: it is left uncompressed, or the objects padded."""

TRIES = 8

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for the date of an undated article in the file's own records, which must name one."""


def write_archive(sheet: Sheet, day: date | None, data: bytes) -> bytes:
    """Return the file's bytes, the same in every process for the same page; `day` is what it is dated by."""
    written = b""
    for padding in range(TRIES):
        written = _write(sheet, day, data, padding)
        if AMBIGUOUS not in written:
            break
    return written


def _write(sheet: Sheet, day: date | None, data: bytes, padding: int) -> bytes:
    from weasyprint import Attachment

    made = datetime.combine(day, time(), UTC) if day and day.year >= 1900 else UNDATED
    attachment = Attachment(
        string=data, name="briefing.json", description="The briefing as data", created=made, modified=made,
        relationship="Data",
    )  # fmt: skip
    sheet.document.metadata.created = sheet.document.metadata.modified = made.strftime("%Y-%m-%dT%H:%M:%SZ")
    finisher = partial(_finish, padding=padding)
    written: bytes = sheet.document.write_pdf(
        pdf_variant="pdf/a-3a", pdf_identifier=True, attachments=[attachment], finisher=finisher
    )
    return written


def _finish(document: Any, pdf: Any, padding: int) -> None:
    """Add what the library leaves out: the PDF/UA mark, in metadata readable as they stand, and the headers' scope."""
    from pydyf import Dictionary

    del document
    for found in pdf.objects:
        if isinstance(found, dict) and found.get("S") == "/TH":
            rows = _parent(pdf, _parent(pdf, found))
            found["A"]["Scope"] = "/Column" if rows["S"] == "/THead" else "/Row"
        if any(isinstance(part, bytes) and part.endswith(b"beginbfchar") for part in getattr(found, "stream", ())):
            found.stream = [part.replace(b" <>", NOTHING) for part in found.stream]
        if getattr(found, "extra", {}).get("Type") == "/Metadata":
            end = b"</rdf:RDF>"
            found.stream = [part.replace(end, PDFUA + end) for part in found.stream]
            found.compress = False
        if getattr(found, "compress", False) and _ends_in_return(found):
            found.compress = False
    if padding:
        pdf.add_object(Dictionary({"Padding": padding}))


def _ends_in_return(stream: Any) -> bool:
    """Tell whether a stream, compressed, would be `AMBIGUOUS`.

    The last byte of a zlib stream is the lowest of its content's Adler-32 checksum (RFC 1950, 2.2).
    """
    stream.compress = False
    _, _, content = stream.data.partition(b"\nstream\n")
    stream.compress = True
    return zlib.adler32(content.removesuffix(b"\nendstream")) & 0xFF == ord("\r")


def _parent(pdf: Any, element: Any) -> Any:
    """Return the element of the structure tree that holds this one; a reference reads '12 0 R'."""
    reference = element["P"]
    return pdf.objects[int(reference.split()[0])]
