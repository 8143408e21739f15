"""Takes the measurements of one size of desk.

In each round every server is asked for the same before the next thing is asked for: the floor, the
product, a small desk beside a large one, the product on PostgreSQL. Within a round the ratio of two
counts, of the rounds the median. Half load is half of what the same server did right before. How fast the
machine is changes within minutes; this leaves the least of it in the figures.
"""
import contextlib
import json
import statistics

from desks import PostgresDesk
from servers import BENCH, command, progress

CONNECTIONS = 32
READS = ("whmcs-get", "getfly-get")
LISTS = ("list-first", "list-walk", "list-jump", "list-department", "list-status", "list-client",
         "list-subject")
WRITES = ("whmcs-open", "whmcs-reply", "whmcs-update")
AT_HALF_LOAD = {
    "polydesk": ("whmcs-get", "list-first", *WRITES),
    "floor": ("whmcs-get", "whmcs-open"),
}
READS_BESIDE = {
    ("polydesk", "whmcs-open"): ("whmcs-get", "list-first"),
    ("floor", "whmcs-open"): ("whmcs-get",),
}
OTHERS = {  # what else is asked for what, right after the product
    "small": ("whmcs-get", "whmcs-open"),
    "floor": ("whmcs-get", "whmcs-open"),
    "postgres": ("whmcs-get", "list-first", "list-jump", *WRITES),
}
FLOOR_MODES = {"whmcs-get": "floor-get", "whmcs-open": "floor-open"}


class Measurement:
    """All figures of one size. `rounds` has a dictionary each: what the load generator said of
    "polydesk whmcs-get", "polydesk whmcs-get half", "floor whmcs-get" and so on, and some more."""

    def __init__(self, options, desk, small=None):
        """`small`: the desk that some bars of a large one are relative to."""
        self.options = options
        self.desk = desk
        self.small = small
        self.rounds = []
        self.postgres_fill = 0

    def take(self):
        with contextlib.ExitStack() as stack:
            postgres = None
            if not self.options.no_postgres:
                postgres = stack.enter_context(PostgresDesk(self.desk))
                self.postgres_fill = postgres.generated["tickets_per_second"]
            for number in range(self.options.rounds):
                progress(f"round {number + 1} of {self.options.rounds}")
                self.rounds.append(Round(self.options.seconds, self.desk, self.small, postgres).take())

    def median(self, what, figure):
        return statistics.median(row[what][figure] for row in self.rounds)

    def ratio(self, over, under):
        return statistics.median(row[over]["rate"] / row[under]["rate"] for row in self.rounds)


class Round:
    """Everything once."""

    def __init__(self, seconds, desk, small, postgres):
        self.seconds = seconds
        self.desk = desk
        self.desks = {"polydesk": desk, "floor": desk, "small": small, "postgres": postgres}
        self.servers = {}
        self.row = {}

    def take(self):
        with contextlib.ExitStack() as stack:
            for name, desk in self.desks.items():
                if desk:
                    server = desk.serve_floor() if name == "floor" else desk.serve()
                    self.servers[name] = stack.enter_context(server)
            self.as_fast_as_they_go()
            self.row["first_answer"] = self.servers["polydesk"].first_answer
            self.row["memory"] = self.servers["polydesk"].memory()
        progress("list pages in the store")
        self.row["store"] = self.lists_in_store()
        return self.row

    def as_fast_as_they_go(self):
        for mode in READS + LISTS + WRITES:
            before = self.servers["polydesk"].commits()
            self.highest("polydesk", mode)
            if mode == "whmcs-open":
                after = self.servers["polydesk"].commits()
                self.row["batch"] = (after[0] - before[0]) / max(after[1] - before[1], 1)
            self.half("polydesk", mode)
            if mode == "whmcs-get":  # right before the small desk's, which it is compared with
                self.row["polydesk recent"] = self.load("polydesk", {mode: ""}, "recent")[mode]
            self.beside("polydesk", mode)
            self.other("small", mode)
            self.other("floor", mode)
            self.other("postgres", mode)  # the last: it writes and vacuums for a while afterwards

    def other(self, name, mode):
        if name in self.servers and mode in OTHERS[name]:
            self.highest(name, mode)
            self.half(name, mode)
            self.beside(name, mode)

    def highest(self, name, mode):
        self.row[f"{name} {mode}"] = self.load(name, {mode: ""})[mode]

    def half(self, name, mode):
        if mode in AT_HALF_LOAD.get(name, ()):
            rate = self.row[f"{name} {mode}"]["rate"] / 2
            self.row[f"{name} {mode} half"] = self.at_rates(name, {mode: rate})[mode]

    def beside(self, name, writer):
        """Reads and writes together, each at half of its half load. Right after OpenTicket alone: replies
        make the tickets longer that are read."""
        for reader in READS_BESIDE.get((name, writer), ()):
            rates = {mode: self.row[f"{name} {mode}"]["rate"] / 4 for mode in (reader, writer)}
            figures = self.at_rates(name, rates)
            self.row[f"{name} {reader} beside"] = figures[reader]
            self.row[f"{name} {writer} beside {reader}"] = figures[writer]

    def at_rates(self, name, rates):
        """Open loops at fixed rates, side by side."""
        return self.load(name, {mode: f":{rate:.0f}" for mode, rate in rates.items()})

    def load(self, name, streams, tickets="tickets"):
        """What the load generator measured, by mode."""
        kinds = {FLOOR_MODES[mode] if name == "floor" else mode: mode for mode in streams}
        out = command(BENCH / "bench_load", "--port", self.servers[name].port, "--seconds", self.seconds,
                      *self.desks[name].load_words(tickets),
                      *(f"{kind}:{CONNECTIONS}{streams[mode]}" for kind, mode in kinds.items()))
        results = {kinds[result["mode"]]: result for result in json.loads(out)}
        for mode, result in results.items():
            if result["errors"]:
                raise SystemExit(f"bench: {result['errors']} errors of {name} {mode}; see above")
        return results

    def lists_in_store(self):
        """Milliseconds of list pages without HTTP, by kind: median and p99."""
        return json.loads(command(BENCH / "bench_lists", f"sqlite:{self.desk.filled / 'desk.sqlite'}",
                                  "--offset", self.desk.far,
                                  "--clients", self.desk.generated["clients"]))
