"""Run in Pyodide: print as JSON what portlens says of the files below a folder."""

import json
import runpy
import sys

_, verdicts, folder = sys.argv
print(json.dumps(runpy.run_path(verdicts)["verdicts"](folder)))  # noqa: T201
