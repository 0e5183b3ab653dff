"""A log in JSON has nothing between its lines."""

import json
import subprocess
import sys

from tests.conftest import ROOT

SPEAKING = """
import logging, warnings
from newscrawl.runner.output.logs import announcer, log_to_console
from newscrawl.runner.running.run_settings import project_settings
log_to_console(project_settings({"NEWSCRAWL_LOG_FORMAT": "json", "LOG_LEVEL": "INFO"}))
logging.getLogger("newscrawl.a").info("one")
announcer.warning("two")
warnings.warn("three\\nlines")
from twisted.python import failure, log
log.PythonLoggingObserver("twisted").start()
log.err(failure.Failure(RuntimeError("four")), "while it ran")
"""


def test_every_line_is_an_object_those_of_warnings_too() -> None:
    done = subprocess.run([sys.executable, "-c", SPEAKING], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["level"] for line in lines] == ["info", "warning", "warning", "critical"]
    assert "three" in lines[2]["message"]
