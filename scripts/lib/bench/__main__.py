"""The measurements of scripts/bench, which builds and starts what this needs."""
import argparse

from bars import LARGE, bars_of
from desks import Desk
from measure import Measurement
from report import report
from servers import ROOT

REPORT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
SMALL = 10_000
SIZES = {"small": [SMALL], "large": [LARGE], "all": [SMALL, LARGE]}


def options_of_command_line():
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("--size", choices=SIZES, default="small",
                        help="10,000 tickets, 1,000,000, or both (small)")
    parser.add_argument("--tickets", type=int, help="one desk of so many tickets instead")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.5, help="of each measurement in a round")
    parser.add_argument("--quick", action="store_true", help="one round of one second: to see that all works")
    parser.add_argument("--no-postgres", action="store_true")
    parser.add_argument("--write", action="store_true", help="put the report into docs/performance.md")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 1, 1
    return options


def main():
    options = options_of_command_line()
    measurements = []
    for tickets in [options.tickets] if options.tickets else SIZES[options.size]:
        desk = Desk(tickets)
        small = Desk(SMALL) if desk.is_large else None
        try:
            measurement = Measurement(options, desk, small)
            measurement.take()
        finally:
            for used in filter(None, (desk, small)):
                used.remove()
        measurements.append(measurement)
    text = report(measurements, options)
    print(text)
    if options.write:
        whole = REPORT.read_text()
        before, after = whole.split(BEGIN)[0], whole.split(END)[1]
        REPORT.write_text(f"{before}{BEGIN}\n{text}{END}{after}")
    missed = [bar.name for m in measurements for bar in bars_of(m) if not bar.met]
    if missed and not options.quick:
        raise SystemExit("bench: not met: " + "; ".join(missed))


main()
