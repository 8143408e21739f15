"""The measurements of scripts/bench, which builds and starts what this needs.

Every process under measurement starts from its own copy of the same data, so that each round sees the
same desk. Floor and product take turns; of a pair of rounds the ratio counts, of all rounds the median.
"""
import argparse
import datetime
import http.client
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "release"
POLYDESK = BUILD / "polydesk"
BENCH = BUILD / "tests" / "bench"
REPORT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
CONNECTIONS = 32


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(*words):
    done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"bench: {' '.join(map(str, words))} ended with {done.returncode}")
    return done.stdout


class Server:
    """A server process on a free port: answers when its `with` begins, is stopped when it ends.

    `first_answer` is how many seconds passed from the start of the process to the answer to `path`.
    """

    def __init__(self, words, log, path, body=""):
        self.port = free_port()
        self.words = [str(word).replace("PORT", str(self.port)) for word in words]
        self.log = log
        self.path = path
        self.body = body

    def __enter__(self):
        started = time.monotonic()
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(self.words, stdout=log, stderr=log)
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() - started > 60:
                self.process.kill()
                raise SystemExit(f"bench: {self.words[0]} does not serve; see {self.log}")
            time.sleep(0.001)
        self.first_answer = time.monotonic() - started
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)

    def answers(self):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("POST", self.path, self.body, headers)
            return connection.getresponse().status == 200
        except OSError:
            return False

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("GET", path)
        return connection.getresponse().read().decode()

    def memory(self):
        """Resident megabytes: now, and the most so far."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        field = dict(line.split(":", 1) for line in status)
        return [int(field[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")]


class Bench:
    def __init__(self, options):
        self.options = options
        self.folder = BUILD / "bench-data"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.keys = {}
        ids = range(1, options.tickets + 1)
        (self.folder / "floor-tickets").write_text("".join(f"{number} -\n" for number in ids))

    # Servers ------------------------------------------------------------------------------------

    def floor(self):
        words = [BENCH / "bench_floor", self.folder / "floor.sqlite", "PORT", self.options.tickets]
        return Server(words, self.folder / "floor.log", "/noop")

    def polydesk(self, url=None):
        """On a fresh copy of the filled desk; `url`: a PostgreSQL database that is one already."""
        data = self.folder / "desk"
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(self.folder / "filled", data)
        words = [POLYDESK, "serve", "--data", data, "--listen", "127.0.0.1:PORT"]
        words += ["--database", url] if url else []
        body = urllib.parse.urlencode({"action": "GetTicket", "ticketid": 1, "responsetype": "json",
                                       "identifier": self.keys["identifier"], "secret": self.keys["secret"]})
        return Server(words, self.folder / "polydesk.log", "/includes/api.php", body)

    def make_desk(self, url=None):
        """A demo desk with the tickets in it, and keys for its API."""
        data = self.folder / "filled"
        database = ["--database", url] if url else []
        command(POLYDESK, "demo", "--data", data, *database)
        tickets = command(BENCH / "bench_fill", url or f"sqlite:{data / 'desk.sqlite'}", data,
                          self.options.tickets)
        (self.folder / "tickets").write_text(tickets)
        for dialect in ("whmcs", "getfly"):
            self.keys.update(json.loads(command(POLYDESK, "credential", "add", "--dialect", dialect,
                                                "--json", "--data", data, *database)))

    # Load ---------------------------------------------------------------------------------------

    def load(self, server, *streams):
        tickets = "floor-tickets" if streams[0].startswith("floor") else "tickets"
        out = command(BENCH / "bench_load", "--port", server.port, "--seconds", self.options.seconds,
                      "--tickets", self.folder / tickets,
                      "--identifier", self.keys["identifier"], "--secret", self.keys["secret"],
                      "--api-key", self.keys["api_key"], *streams)
        results = json.loads(out)
        for result in results:
            if result["errors"]:
                raise SystemExit(f"bench: {result['errors']} errors of {result['mode']}; see above")
        return results

    def highest(self, mode, server):
        return self.load(server, f"{mode}:{CONNECTIONS}")[0]

    def fixed(self, rate_of, make_server):
        """Open loops at fixed rates; per mode the median p99 of the rounds."""
        found = {mode: [] for mode in rate_of}
        for _ in range(self.options.rounds):
            with make_server() as server:
                streams = [f"{mode}:{CONNECTIONS}:{rate}" for mode, rate in rate_of.items()]
                for result in self.load(server, *streams):
                    found[result["mode"]].append(result["p99_ms"])
        return {mode: statistics.median(p99) for mode, p99 in found.items()}

    def batches(self, server):
        """Jobs and commits of the writer so far."""
        lines = [line.split() for line in server.get("/metrics").splitlines() if line[:1] != "#"]
        value = {line[0]: float(line[1]) for line in lines if len(line) == 2}
        return [value.get(f"polydesk_writer_batch_jobs_{part}", 0) for part in ("sum", "count")]

    # Measurements -------------------------------------------------------------------------------

    def in_turns(self):
        """Floor and product, opening and reading, as fast as they can."""
        rounds = []
        for number in range(self.options.rounds):
            progress(f"round {number + 1} of {self.options.rounds}")
            row = {}
            with self.floor() as floor:
                row["floor-get"] = self.highest("floor-get", floor)
                row["floor-open"] = self.highest("floor-open", floor)
            with self.polydesk() as polydesk:
                row["first_answer"] = polydesk.first_answer
                row["whmcs-get"] = self.highest("whmcs-get", polydesk)
                row["getfly-get"] = self.highest("getfly-get", polydesk)
                before = self.batches(polydesk)
                row["whmcs-open"] = self.highest("whmcs-open", polydesk)
                jobs, commits = (b - a for a, b in zip(before, self.batches(polydesk)))
                row["batch"] = jobs / max(commits, 1)
                row["memory"] = polydesk.memory()
            rounds.append(row)
        return rounds

    def postgres(self):
        """The same in rounds on PostgreSQL, each on a copy of one filled database."""
        server = os.environ["POLYDESK_TEST_POSTGRESQL"]

        def database(name):
            return server.rsplit("/", 1)[0] + "/" + name

        def sql(text):
            command("psql", "--quiet", "--no-psqlrc", "--command", text, server)

        keys = dict(self.keys)
        shutil.rmtree(self.folder / "filled")
        sql("CREATE DATABASE filled")
        self.make_desk(database("filled"))
        rounds = []
        for number in range(self.options.rounds):
            progress(f"PostgreSQL, round {number + 1} of {self.options.rounds}")
            sql("CREATE DATABASE round TEMPLATE filled")
            sql("CHECKPOINT")  # the copying itself is not what is measured
            with self.polydesk(database("round")) as polydesk:
                rounds.append({mode: self.highest(mode, polydesk) for mode in ("whmcs-get", "whmcs-open")})
            sql("DROP DATABASE round")
        self.keys = keys
        return rounds


def progress(text):
    print(f"-- {text}", file=sys.stderr, flush=True)


def median_of(rounds, mode, what="rate"):
    return statistics.median(row[mode][what] for row in rounds)


def median_ratio(rounds, over, under):
    return statistics.median(row[over]["rate"] / row[under]["rate"] for row in rounds)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def verdict(good):
    return "yes" if good else "**no**"


def machine():
    cpu = next(line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    memory = int(open("/proc/meminfo").readline().split()[1]) // 1024 // 1024
    commit = command("git", "-C", ROOT, "rev-parse", "--short", "HEAD").strip()
    dirty = " with changes" if command("git", "-C", ROOT, "status", "--porcelain").strip() else ""
    return (f"{datetime.date.today()}, commit {commit}{dirty}, {os.cpu_count()} cores of {cpu}, {memory} GiB, "
            f"Linux {os.uname().release}; the load generator runs on the same cores.")


def measure(options):
    bench = Bench(options)
    progress(f"filling a desk with {options.tickets} tickets of five messages")
    bench.make_desk()
    rounds = bench.in_turns()
    read_rate, write_rate = median_of(rounds, "whmcs-get"), median_of(rounds, "whmcs-open")
    half = {"whmcs-get": round(read_rate / 2, -2), "whmcs-open": round(write_rate / 2, -2)}
    mixed = {mode: rate / 2 for mode, rate in half.items()}
    floor_half = {"floor-get": half["whmcs-get"], "floor-open": half["whmcs-open"]}
    progress("fixed rates")
    reads = bench.fixed({"whmcs-get": half["whmcs-get"]}, bench.polydesk)["whmcs-get"]
    writes = bench.fixed({"whmcs-open": half["whmcs-open"]}, bench.polydesk)["whmcs-open"]
    beside = bench.fixed(mixed, bench.polydesk)
    floor_reads = bench.fixed({"floor-get": floor_half["floor-get"]}, bench.floor)["floor-get"]
    floor_writes = bench.fixed({"floor-open": floor_half["floor-open"]}, bench.floor)["floor-open"]
    floor_beside = bench.fixed({mode: rate / 2 for mode, rate in floor_half.items()}, bench.floor)

    open_ratio = median_ratio(rounds, "whmcs-open", "floor-open")
    get_ratio = median_ratio(rounds, "whmcs-get", "floor-get")
    floor_open = median_of(rounds, "floor-open")
    batch = statistics.median(row["batch"] for row in rounds)
    first_answer = max(row["first_answer"] for row in rounds) * 1000
    memory = max(row["memory"][1] for row in rounds)
    bars = [
        ("floor: OpenTicket/s", f"{floor_open:,.0f}", "≥ 10,000", floor_open >= 10_000),
        ("OpenTicket, ratio to the floor", f"{open_ratio:.2f}", "≥ 0.5", open_ratio >= 0.5),
        ("GetTicket of 5 messages, ratio to the floor", f"{get_ratio:.2f}", "≥ 0.5", get_ratio >= 0.5),
        (f"p99 of reads at {half['whmcs-get']:,.0f}/s", f"{reads:.1f} ms", "≤ 5 ms", reads <= 5),
        (f"p99 of writes at {half['whmcs-open']:,.0f}/s", f"{writes:.1f} ms", "≤ 12 ms", writes <= 12),
        (f"p99 of reads at {mixed['whmcs-get']:,.0f}/s beside {mixed['whmcs-open']:,.0f} writes/s",
         f"{beside['whmcs-get']:.1f} ms", "≤ 5 ms", beside["whmcs-get"] <= 5),
        ("p99 of those writes", f"{beside['whmcs-open']:.1f} ms", "≤ 12 ms", beside["whmcs-open"] <= 12),
        ("resident memory under load, the most", f"{memory:.0f} MB", "≤ 150 MB", memory <= 150),
        ("start to first answer, the slowest", f"{first_answer:.0f} ms", "≤ 200 ms", first_answer <= 200),
        (f"jobs in a writer's commit at {CONNECTIONS} connections", f"{batch:.1f}", "> 8", batch > 8),
    ]
    rates = [(name, *(f"{row[mode]['rate']:,.0f} ({row[mode]['p99_ms']:.1f})" for row in rounds),
              f"{median_of(rounds, mode):,.0f}")
             for name, mode in (("floor: open", "floor-open"), ("OpenTicket", "whmcs-open"),
                                ("floor: get", "floor-get"), ("GetTicket", "whmcs-get"),
                                ("Getfly GET ticket", "getfly-get"))]
    if not options.no_postgres:
        on_postgres = bench.postgres()
        for name, mode in (("OpenTicket", "whmcs-open"), ("GetTicket", "whmcs-get")):
            rate = median_of(on_postgres, mode)
            ratio = rate / median_of(rounds, mode)
            bars.append((f"{name} on PostgreSQL, ratio to SQLite", f"{ratio:.2f}", "≥ 0.3", ratio >= 0.3))
            rates.append((f"{name}, PostgreSQL",
                          *(f"{row[mode]['rate']:,.0f} ({row[mode]['p99_ms']:.1f})" for row in on_postgres),
                          f"{rate:,.0f}"))
    floor_words = (f"The floor's p99 at the same fixed rates: reads {floor_reads:.1f} ms, writes "
                   f"{floor_writes:.1f} ms, side by side {floor_beside['floor-get']:.1f} and "
                   f"{floor_beside['floor-open']:.1f} ms.")
    numbers = [f"round {i + 1}" for i in range(options.rounds)]
    return "\n\n".join([
        machine(),
        table(["at " + f"{options.tickets:,} tickets", "measured", "bar", "met"],
              [(name, value, bar, verdict(good)) for name, value, bar, good in bars]),
        f"Requests a second as fast as they go, {CONNECTIONS} connections, {options.seconds:g} s a round "
        "(p99 in ms), and the median:",
        table(["", *numbers, "median"], rates),
        floor_words,
    ]) + "\n"


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--no-postgres", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--tickets", type=int, default=10_000)
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds = 1, 1
    report = measure(options)
    print(report)
    if options.write:
        text = REPORT.read_text()
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        REPORT.write_text(f"{before}{BEGIN}\n{report}{END}{after}")


main()
