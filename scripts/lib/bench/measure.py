"""Takes the measurements of one size of desk.

Floor and product take turns; of a pair of rounds the ratio counts, of all rounds the median.
"""
import json
import statistics

from desks import PostgresDesk
from servers import BENCH, command, progress

CONNECTIONS = 32
WRITES = ("whmcs-open", "whmcs-reply", "whmcs-update")
READS = ("whmcs-get", "getfly-get")
LISTS = ("list-first", "list-walk", "list-jump", "list-department", "list-status", "list-client",
         "list-subject")
POSTGRES_MODES = ("whmcs-get", "list-first", "list-jump", *WRITES)


class Measurement:
    """All figures of one size; `rounds` has a dictionary for each, by mode."""

    def __init__(self, options, desk, small=None):
        """`small`: the desk that some bars of a large one are relative to."""
        self.options = options
        self.desk = desk
        self.small = small
        self.rounds = []
        self.fixed = {}
        self.beside = {}
        self.floor_fixed = {}
        self.store = {}
        self.postgres = []
        self.postgres_fill = 0

    def take(self):
        self.take_turns()
        self.take_fixed_rates()
        progress("list pages in the store")
        self.store = self.lists_in_store()
        if not self.options.no_postgres:
            self.take_postgres()

    # Load ---------------------------------------------------------------------------------------

    def load(self, server, *streams, tickets="tickets", desk=None):
        desk = desk or self.desk
        out = command(BENCH / "bench_load", "--port", server.port, "--seconds", self.options.seconds,
                      "--tickets", desk.folder / tickets, *desk.load_words(), *streams)
        results = json.loads(out)
        for result in results:
            if result["errors"]:
                raise SystemExit(f"bench: {result['errors']} errors of {result['mode']}; see above")
        return results

    def highest(self, mode, server, **how):
        return self.load(server, f"{mode}:{CONNECTIONS}", **how)[0]

    def at_rates(self, rate_of, serve):
        """Open loops at fixed rates, side by side; per mode the median p99 of the rounds."""
        found = {mode: [] for mode in rate_of}
        for _ in range(self.options.rounds):
            with serve() as server:
                streams = [f"{mode}:{CONNECTIONS}:{rate:.0f}" for mode, rate in rate_of.items()]
                for result in self.load(server, *streams):
                    found[result["mode"]].append(result["p99_ms"])
        return {mode: statistics.median(p99) for mode, p99 in found.items()}

    # Figures ------------------------------------------------------------------------------------

    def rate(self, mode):
        return statistics.median(row[mode]["rate"] for row in self.rounds)

    def p99(self, mode):
        return statistics.median(row[mode]["p99_ms"] for row in self.rounds)

    def ratio(self, over, under):
        return statistics.median(row[over]["rate"] / row[under]["rate"] for row in self.rounds)

    def half(self, mode):
        """Half of the highest rate, as a round number."""
        rate = self.rate(mode) / 2
        return max(round(rate, -2 if rate >= 1000 else -1), 10)

    # Measurements -------------------------------------------------------------------------------

    def take_turns(self):
        """Floor and product as fast as they can."""
        for number in range(self.options.rounds):
            progress(f"round {number + 1} of {self.options.rounds}")
            row = {}
            with self.desk.serve_floor() as floor:
                row["floor-get"] = self.highest("floor-get", floor)
                row["floor-open"] = self.highest("floor-open", floor)
            if self.small:
                with self.small.serve() as polydesk:
                    row["small-get"] = self.highest("whmcs-get", polydesk, desk=self.small)
                    row["small-open"] = self.highest("whmcs-open", polydesk, desk=self.small)
            with self.desk.serve() as polydesk:
                row["first_answer"] = polydesk.first_answer
                row["recent"] = self.highest("whmcs-get", polydesk, tickets="recent")
                for mode in READS + LISTS:
                    row[mode] = self.highest(mode, polydesk)
                before = polydesk.batches()
                row["whmcs-open"] = self.highest("whmcs-open", polydesk)
                jobs, commits = (b - a for a, b in zip(before, polydesk.batches()))
                row["batch"] = jobs / max(commits, 1)
                for mode in WRITES[1:]:
                    row[mode] = self.highest(mode, polydesk)
                row["memory"] = polydesk.memory()
            self.rounds.append(row)

    def take_fixed_rates(self):
        """p99 at half load: each alone, then reads and pages beside writes at half of that again."""
        progress("fixed rates")
        alone = {mode: self.half(mode) for mode in ("whmcs-get", "list-first", *WRITES)}
        for mode, rate in alone.items():
            self.fixed[mode] = (rate, self.at_rates({mode: rate}, self.desk.serve)[mode])
        for reader in ("whmcs-get", "list-first"):
            rates = {reader: alone[reader] / 2, "whmcs-open": alone["whmcs-open"] / 2}
            p99 = self.at_rates(rates, self.desk.serve)
            self.beside[reader] = {mode: (rates[mode], p99[mode]) for mode in rates}
        floor = {"floor-get": alone["whmcs-get"], "floor-open": alone["whmcs-open"]}
        for mode, rate in floor.items():
            self.floor_fixed[mode] = self.at_rates({mode: rate}, self.desk.serve_floor)[mode]
        halves = {mode: rate / 2 for mode, rate in floor.items()}
        self.floor_fixed["beside"] = self.at_rates(halves, self.desk.serve_floor)

    def lists_in_store(self):
        """Milliseconds of list pages without HTTP, by kind: median and p99."""
        return json.loads(command(BENCH / "bench_lists", f"sqlite:{self.desk.filled / 'desk.sqlite'}",
                                  "--offset", min(100_000, self.desk.tickets // 2),
                                  "--clients", self.desk.generated["clients"]))

    def take_postgres(self):
        """The same calls in rounds on PostgreSQL."""
        self.desk.remove_databases()
        with PostgresDesk(self.desk) as postgres:
            self.postgres_fill = postgres.generated["tickets_per_second"]
            for number in range(self.options.rounds):
                progress(f"PostgreSQL, round {number + 1} of {self.options.rounds}")
                with self.desk.serve(postgres.fresh()) as polydesk:
                    self.postgres.append({mode: self.highest(mode, polydesk)
                                          for mode in POSTGRES_MODES})
