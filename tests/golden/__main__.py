"""`python -m tests.golden`: write the expected Markdown of every sample article anew."""

from __future__ import annotations

from tests.golden import FOLDER, briefings


def main() -> None:
    """Replace all golden files; what no sample article stands behind any more is removed."""
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for id, made in briefings("md").items():
        (FOLDER / f"{id}.md").write_bytes(dict(made.files)["md"])
        print(f"{id}.md")


if __name__ == "__main__":
    main()
