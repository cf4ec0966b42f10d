"""`python -m training.doctor`: look at this machine, say what is missing and what to do. Exit code 1: something is."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (what follows cannot be read by an older one)
    sys.exit("LineHeads needs Python 3.11, 3.12 or 3.13. Install one, then: make run PYTHON=python3.12")

import argparse
from collections.abc import Callable

from data.terminal import run_command
from training.doctor import machine, packages, record
from training.doctor.finding import Finding

CHECKS: dict[str, Callable[[int], Finding]] = {  # what is looked at -> the finding, given the server's port
    "Python": lambda port: packages.check_python(),
    "TensorFlow": lambda port: packages.check_tensorflow(),
    "LiteRT": lambda port: packages.check_litert(),
    "Packages": lambda port: packages.check_others(),
    "Disk": lambda port: machine.check_disk(),
    "Memory": lambda port: machine.check_memory(),
    "Port": machine.check_port,
    "Store": lambda port: record.check_store(),
    "Engine": record.check_engine,
    "Browser": lambda port: machine.check_browser(),
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.doctor", description="What is there, what is missing.")
    parser.add_argument("--port", type=int, default=8501, help="of the server (%(default)s)")
    port = parser.parse_args(arguments).port
    findings = {subject: check(port) for subject, check in CHECKS.items()}
    for subject, finding in findings.items():
        print(_line(f"Port {port}" if subject == "Port" else subject, finding))
    count = sum(finding.state == "wrong" for finding in findings.values())
    print(f"\n{count} to mend: see the arrows." if count else "\nAll that LineHeads needs is there.")
    return int(count > 0)


def _line(subject: str, finding: Finding) -> str:
    advice = f"\n{'':21}-> {finding.advice}" if finding.advice else ""
    return f"{subject:11} {finding.state:8} {finding.text}{advice}"


if __name__ == "__main__":
    run_command(main)
