"""The same work without a screen: python -m ctcompanion COMMAND ...

Exit status: 0 done; 1 refused (one JSON object on standard error); 2 wrong usage; 3 a person is needed (the question, in the same form).
Nothing heavy is imported until a command needs it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from ctcompanion.errors import CompanionError, unforeseen

ROW_MEANINGS = ("person", "household", "event", "business", "place", "money", "measurement", "people-count", "count")


def _inspect(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("inspect", help="find the layout of every sheet, change nothing (JSON Lines)")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--sheet")


def _clean(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "clean", help="clean a file (or several with the same columns, into one table) as proposed, or as a recipe says"
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.csv")
    parser.add_argument("--sheet")
    parser.add_argument("--recipe", type=Path, metavar="IN.json")
    parser.add_argument("--save-recipe", type=Path, metavar="OUT.json")
    parser.add_argument("--log", type=Path, metavar="LOG.json")


def _review(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("review", help="privacy findings and risk (JSON Lines)")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--rows-are", choices=ROW_MEANINGS)


def _suppress(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("suppress", help="hide small counts so that they cannot be worked out again")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--by", required=True, metavar="A,B[,C]")
    parser.add_argument("--count", required=True, metavar="N")
    parser.add_argument("--total", default="Total", metavar="WORD")
    parser.add_argument("--profile", default="sde")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.csv")


def _replay(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("replay", help="next month's file through last month's decisions, up to the append")
    parser.add_argument("recipe", type=Path, metavar="RECIPE")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE")
    parser.add_argument("--to", metavar="URL|DOMAIN")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--watch", type=Path, metavar="FOLDER")
    parser.add_argument("--as", dest="who", metavar="MAIL", default="local", help="whose role and name the publication stands under")
    parser.add_argument("--hand-edited", metavar="DIGEST", help="the recipe was changed by hand, and this is what it is now")
    parser.add_argument("--outbox", type=Path, metavar="FOLDER", help="where letters to the data steward go (the data folder's outbox)")


def _workbook(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("workbook", help="next month's workbook to fill in, so that it needs no cleaning when it comes back")
    parser.add_argument("recipe", type=Path, metavar="RECIPE")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.xlsx")
    parser.add_argument("--from", dest="file", type=Path, metavar="FILE", help="last month's file: its categories become drop-downs")


def _backup(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("backup", help="one file that holds the whole store at one moment; the app may go on")
    parser.add_argument("target", type=Path, metavar="FILE")


def _restore(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("restore", help="put a backup in the store's place; stop the app first")
    parser.add_argument("source", type=Path, metavar="FILE")
    parser.add_argument("--yes", action="store_true", help="what is in the store now may be lost")


def _audit(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("audit", help="verify the record that only grows, or export it (JSON Lines)")
    parser.add_argument("what", choices=("verify", "export"))
    parser.add_argument("--head", metavar="NUMBER:HASH", help="the last line of an earlier export: it must still be there")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT.jsonl")


def _portal(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("portal", help="serve the practice portal alone")
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument("--data", type=Path, metavar="DIR")
    parser.add_argument("--faults", type=Path, metavar="FILE")
    parser.add_argument("--tls", action="store_true")


COMMANDS = {
    "inspect": _inspect,
    "clean": _clean,
    "review": _review,
    "suppress": _suppress,
    "replay": _replay,
    "workbook": _workbook,
    "backup": _backup,
    "restore": _restore,
    "audit": _audit,
    "portal": _portal,
}


def parser() -> argparse.ArgumentParser:
    """The whole command line; each command's work stands in `ctcompanion/shell/<command>.py`."""
    top = argparse.ArgumentParser(prog="python -m ctcompanion", description="CT Companion without a screen.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in COMMANDS.values():
        add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status says how it ended."""
    options = parser().parse_args(arguments)
    try:
        return int(import_module(f"ctcompanion.shell.{options.command}").run(options) or 0)
    except CompanionError as error:
        print(json.dumps(error.as_json()), file=sys.stderr)
        return error.exit_status
    except OSError as error:
        named = Path(str(error.filename)).name if error.filename else "A file or connection"
        refused = CompanionError("cannot-use-file", f"{named}: {error.strerror or 'not usable'}.", "Check the path and its permissions.")
        print(json.dumps(refused.as_json()), file=sys.stderr)
        return refused.exit_status
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 (what it says may hold a value of the data: its place is enough to find it)
        told = unforeseen(error)
        print(json.dumps(told.as_json()), file=sys.stderr)
        return told.exit_status


if __name__ == "__main__":
    sys.exit(main())
