"""`suppress FILE --by A,B --count N -o OUT.csv`: small counts hidden with complementary cells, audited as an attacker would."""

from __future__ import annotations

import argparse
import json
import sys

from ctcompanion.errors import PrivacyError, ReadingError
from ctcompanion.shell.files import write_csv


def run(options: argparse.Namespace) -> int:
    """Write the suppressed table and print what was hidden; a table that cannot be made safe is refused."""
    import pandas as pd

    from ctcompanion.privacy.suppression import suppress_file

    if not options.file.is_file():
        raise ReadingError("no-such-file", f"There is no file {options.file.name}.", "Check the path and the name.")
    # A tidy csv with its header in the first line is expected here: other columns pass through as they are.
    frame = pd.read_csv(options.file, engine="pyarrow", dtype=str, keep_default_na=False)
    keys = [key.strip() for key in options.by.split(",") if key.strip()]
    for name in [*keys, options.count]:
        if name not in frame.columns:
            raise PrivacyError("no-such-column", f"There is no column called {name}.", f"The columns are: {', '.join(frame.columns)}.")
    published, summary = suppress_file(frame, keys, options.count, options.total, options.profile)
    write_csv(published, options.output)
    sys.stdout.write(json.dumps(summary) + "\n")
    return 0
