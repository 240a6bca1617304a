"""One accessible, self-contained HTML page: no script, no request, readable in light and dark and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-weight: bold; padding: .25rem 0; }
th, td { border: 1px solid #767676; padding: .35rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th[scope=col] { background: #e8eef4; color: #14212b; }
dt { font-weight: bold; } dd { margin: 0 0 .6rem 0; white-space: pre-line; }
.wide { overflow-x: auto; }
@media print { :root { color-scheme: light; } body { margin: 0; max-width: none; } thead { display: table-header-group; } tr { break-inside: avoid; } }
"""


def text(value: object) -> str:
    """A value made safe for HTML; line breaks kept."""
    return escape("" if value is None else str(value)).replace("\n", "<br>")


def page(title: str, *sections: str) -> str:
    """A whole page: one h1, the sections in order."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        + "\n".join(section for section in sections if section)
        + "\n</main>\n</body>\n</html>\n"
    )


def section(heading: str, body: str) -> str:
    """An h2 and what stands under it; nothing for an empty body."""
    return f"<h2>{escape(heading)}</h2>\n{body}" if body else ""


def sub(heading: str, body: str) -> str:
    """An h3 and what stands under it; nothing for an empty body."""
    return f"<h3>{escape(heading)}</h3>\n{body}" if body else ""


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table whose first cell of each row heads the row."""
    columns = "".join(f'<th scope="col">{text(name)}</th>' for name in head)
    lines = "".join(
        f'<tr><th scope="row">{text(row[0])}</th>{"".join(f"<td>{text(cell)}</td>" for cell in row[1:])}</tr>\n' for row in rows
    )
    body = f"<table><caption>{text(caption)}</caption>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{lines}</tbody></table>"
    return f'<div class="wide" role="region" aria-label="{escape(caption, quote=True)}" tabindex="0">{body}</div>'


def definitions(pairs: Iterable[tuple[str, object]]) -> str:
    """A list of terms; empty ones say so."""
    return "<dl>\n" + "".join(f"<dt>{text(name)}</dt><dd>{text(value) or 'Not filled in'}</dd>\n" for name, value in pairs) + "</dl>"


def items(texts: Iterable[str]) -> str:
    """A bullet list; nothing when there is none."""
    lines = "".join(f"<li>{text(said)}</li>\n" for said in texts)
    return f"<ul>\n{lines}</ul>" if lines else ""
