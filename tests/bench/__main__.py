"""`make bench`: every measure beside a rival's, in one table.

A module in this folder that has `run() -> list[Row | Missing]` takes part; words on the command
line choose modules by name (`python -m tests.bench walk start`). Ends with 1 where a goal is
not met.
"""

import os
import pkgutil
import sys
from importlib import import_module

from tests import bench
from tests.bench.measure import Missing, Row

HEAD = ("measure", "ours", "rival", "", "ratio", "goal", "met")


def main(wanted: list[str]) -> int:
    """Run the benches, print the table, return the exit status."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        sys.dont_write_bytecode = False
        sys.stderr.write("PYTHONDONTWRITEBYTECODE is unset: each start would compile anew\n")
    rows: list[Row | Missing] = []
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name == "__main__" or (wanted and module.name not in wanted):
            continue
        run = getattr(import_module(f"tests.bench.{module.name}"), "run", None)
        if run is not None:
            sys.stderr.write(f"… {module.name}\n")
            rows += run()
    sys.stdout.write(table([cells(row) for row in rows]) + "\n")
    return 1 if any(isinstance(row, Row) and not row.is_met for row in rows) else 0


def cells(row: Row | Missing) -> tuple[str, ...]:
    """Return what the table says of one measure."""
    if isinstance(row, Missing):
        return (row.measure, "", "", f"needs {row.needs}", "", "", "–")
    return (
        row.measure,
        f"{row.ours:.3g} {row.unit}",
        f"{row.rival:.3g} {row.unit}",
        row.rival_name,
        f"{row.ratio:.2f}",
        f"≤ {row.goal:g}",
        "yes" if row.is_met else "NO",
    )


def table(rows: list[tuple[str, ...]]) -> str:
    """Return `rows` under the head, their columns aligned."""
    lines = [HEAD, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
