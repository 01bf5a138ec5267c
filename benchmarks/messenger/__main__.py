"""Messenger in full: every scenario, repeated webhooks while the hub is killed, and load. Run by `make bench`.

The tests of `make test` do the work, with more of everything; what they measure comes from pytest's report.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarks.figures import RESULTS, keep, occasion
from tests.assistant import ROOT

KEPT = RESULTS / "messenger.json"
TESTS = {
    "load": "tests/hub/messenger/test_load.py",
    "kills": "tests/hub/messenger/test_kills.py",
    "scenarios": "tests/scenarios/test_messenger.py",
}


def main() -> int:
    """Play, print, write `benchmarks/results/messenger.json` after each part; 1 if a test failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--webhooks", type=int, default=1000, help="webhooks while the hub is killed, 20 %% repeats")
    parser.add_argument("--load", type=int, default=600, help="webhooks for each number of calls at once")
    parser.add_argument("--only", nargs="*", choices=TESTS, default=list(TESTS), help="parts; others keep their result")
    options = parser.parse_args()
    environment = {
        "MESSENGER_SCENARIOS": "all",
        "MESSENGER_WEBHOOKS": str(options.webhooks),
        "MESSENGER_LOAD": str(options.load),
    }
    report: dict[str, Any] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    for name in options.only:
        part = _part(TESTS[name], environment)
        report[name] = part
        keep(KEPT.stem, report)
        print(f"{name}: {json.dumps(part, ensure_ascii=False)}", flush=True)
    return int(any(report[name]["failed"] for name in options.only))


def _part(tests: str, environment: dict[str, str]) -> dict[str, Any]:
    """What the tests of a file say: how many passed, which failed, and their figures."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="messenger-bench-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-c", "hub/pyproject.toml", "--rootdir", ".", tests]
        wanted = [f"--junit-xml={report}", "-o", "junit_family=xunit1", f"--basetemp={folder}/tests"]
        subprocess.run([*command, *wanted], cwd=ROOT, env={**os.environ, **environment}, check=False)
        cases = list(ElementTree.parse(report).getroot().iter("testcase"))
    failed = [
        case.attrib["name"] for case in cases if case.find("failure") is not None or case.find("error") is not None
    ]
    figures = [
        json.loads(found.attrib["value"])
        for case in cases
        for found in case.iter("property")
        if found.attrib["name"] == "figures"
    ]
    misread = [case.attrib["name"] for case in cases if case.find("skipped") is not None]
    return {
        **occasion(),
        "load at the beginning": round(load, 1),
        "passed": len(cases) - len(failed) - len(misread),
        **({"otherwise than written, as in the web chat": len(misread)} if misread else {}),
        "failed": failed,
        **({"figures": figures} if figures else {}),
    }


if __name__ == "__main__":
    raise SystemExit(main())
