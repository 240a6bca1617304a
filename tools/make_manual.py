"""Write the help of every cleanup step from the examples that the tests hold: python -m tools.make_manual."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cleaning.spec import columns, own, rows, values, whole_sheet
from tests.cleaning.spec.example import Example, page

EXAMPLES: tuple[Example, ...] = (*whole_sheet.EXAMPLES, *rows.EXAMPLES, *columns.EXAMPLES, *values.EXAMPLES, *own.EXAMPLES)
TARGET = Path(__file__).resolve().parents[1] / "ctcompanion" / "reference" / "step_help.json"


def manual() -> dict[str, Any]:
    """Operation -> its page."""
    return {example.operation: page(example) for example in EXAMPLES}


if __name__ == "__main__":
    TARGET.write_text(json.dumps(manual(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(EXAMPLES)} steps")
