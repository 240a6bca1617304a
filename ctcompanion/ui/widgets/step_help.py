"""What a step does, as a sheet before and a table after. Drawn by the tests of the steps, so it is what happens."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from jinja2 import Environment

from ctcompanion import reference
from ctcompanion.model import column_letter
from ctcompanion.ui.texts import escape

EXAMPLE = Environment(autoescape=True).from_string("""
<style>
.cc-example table { border-collapse: collapse; font-size: .85rem; margin: .2rem 0 .6rem; }
.cc-example caption { text-align: left; font-weight: 600; padding: .2rem 0; }
.cc-example th, .cc-example td { border: 1px solid rgba(128,128,128,.5); padding: .1rem .5rem; text-align: left; }
.cc-example p { margin: 0 0 .5rem; }
</style>
<div class="cc-example" tabindex="0" role="region" aria-label="Example: a sheet before and the table after">
<p>{{ page.what }}</p>
<table><caption>Before</caption>
<thead><tr><th scope="col">Row</th>{% for letter in letters %}<th scope="col">{{ letter }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in page.before %}<tr><th scope="row">{{ loop.index }}</th>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</tbody></table>
<table><caption>After</caption>
<thead><tr>{% for name in page.after[0] %}<th scope="col">{{ name }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in page.after[1:] %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</tbody></table>
{% if page.note %}<p>{{ page.note }}</p>{% endif %}
</div>
""")


def step_help(operation: str) -> None:
    """The page of the manual for this operation; nothing where there is none."""
    page = reference.document("step_help.json").get(operation)
    if page is not None:
        letters = [column_letter(at + 1) for at in range(len(page["before"][0]))]
        st.html(EXAMPLE.render(page=page, letters=letters))


def question_mark(operation: str, key: str) -> None:
    """The ? beside a step. It has a word, since a click on the arrow of a popover is sometimes lost."""
    if operation in reference.document("step_help.json"):
        with st.popover("Example", icon=":material/help:", type="tertiary", key=key):
            step_help(operation)


def table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A small table in Markdown, its texts shown as they are."""
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(text if at == 1 else escape(text) for text in line)} |" for at, line in enumerate(lines))
