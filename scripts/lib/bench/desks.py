"""Made-up desks to measure on: `polydesk generate` fills one, the floor gets a copy of its tickets."""
import json
import mmap
import os
import pathlib
import random
import shutil
import sqlite3
import statistics
import urllib.parse

from servers import BENCH, BUILD, POLYDESK, Server, command, progress

SEED = 7
BYTES_A_TICKET = 8_000  # of a desk with five messages a ticket, indexes included, generously
RECENT = 10_000  # tickets
POSTGRES_WARM_UP = 2  # seconds: it writes each page whole that is changed first after a checkpoint
SMALL_FILLS = 5  # half a second each, of which one hiccup is a tenth: the middle one counts
MADV_POPULATE_READ = 22  # of linux/mman.h


def keys_of(*options):
    """New keys of a desk: identifier, secret and api_key. They may call as often as they like."""
    for setting in ("getfly_rate_limit", "getfly_address_rate_limit"):
        command(POLYDESK, "setting", "set", setting, "0", *options)
    keys = {}
    for dialect in ("whmcs", "getfly"):
        keys.update(json.loads(command(POLYDESK, "credential", "add", "--dialect", dialect, "--json",
                                       *options)))
    return keys


def take_into_memory(path):
    """Where the system has let go of what was not used for a while, the first seconds would measure the
    disk's reading. Page by page, as SQLite puts a database there: what is copied or read in one go lies
    there in blocks of up to 2 MB, which are quicker to look up and much slower to change.

    Returns what holds it there: a machine that gives memory back to its host takes the pages of files away
    after half a minute, even of those that are read all the time but each page seldom, unless a program
    has mapped them.
    """
    with open(path, "rb", buffering=0) as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_RANDOM)
        while file.read(1 << 24):
            pass
        held = mmap.mmap(file.fileno(), 0, mmap.MAP_PRIVATE, mmap.PROT_READ)
    held.madvise(MADV_POPULATE_READ)
    return held


def leave_on_disk(*paths):
    """Whatever way they came into memory, take_into_memory() brings them there anew; and nothing writes
    afterwards but what is measured."""
    os.sync()
    for path in paths:
        with open(path, "rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


class Desk:
    """A filled desk on SQLite and the floor's copy of it.

    A small one is copied anew for each process under measurement. A large one is served as it is, round
    after round: a round adds some twentieth to it, and copying would take longer than measuring.
    """

    def __init__(self, tickets):
        self.tickets = tickets
        self.far = min(100_000, tickets // 2)  # where lists jump to
        self.is_large = tickets > 100_000
        self.held = {}  # of the processes under measurement, by their names
        self.folder = BUILD / "bench-data" / str(tickets)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        needed = tickets * BYTES_A_TICKET * (2 if self.is_large else 4)
        if shutil.disk_usage(self.folder).free < needed + 1_000_000_000:
            raise SystemExit(f"bench: {tickets:,} tickets want {needed / 1e9:.0f} GB of disk in {self.folder}; "
                             "make room, or take fewer with --tickets")
        self.filled = self.folder / "filled"
        progress(f"filling a desk with {tickets:,} tickets of five messages")
        fills = []
        for _ in range(1 if self.is_large else SMALL_FILLS):
            shutil.rmtree(self.filled, ignore_errors=True)
            fills.append(json.loads(self.generate("--data", self.filled)))
        self.generated = fills[-1]
        self.fill_rate = statistics.median(fill["tickets_per_second"] for fill in fills)
        self.keys = keys_of("--data", self.filled)
        self.write_lists()
        command(BENCH / "bench_floor", "copy", self.folder / "floor.sqlite", self.filled / "desk.sqlite")
        leave_on_disk(self.folder / "floor.sqlite", self.filled / "desk.sqlite")

    def generate(self, *options):
        return command(POLYDESK, "generate", "--tickets", self.tickets, "--seed", SEED, "--json", *options)

    def remove(self):
        self.held.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def write_lists(self):
        """What reads may ask for: an id and a code a line. Recent tickets have had time for their messages."""
        with sqlite3.connect(self.filled / "desk.sqlite") as database:
            rows = database.execute("SELECT id, code FROM ticket ORDER BY id").fetchall()
        end = self.tickets - self.tickets // 20
        recent = rows[max(end - RECENT, 0):end]
        random.Random(1).shuffle(rows)
        for name, list_of in (("tickets", rows[:200_000]), ("recent", recent)):
            (self.folder / name).write_text("".join(f"{number} {code}\n" for number, code in list_of))

    def load_words(self, tickets, keys=None):
        """Options of the load generator that tell it of the desk; `tickets`: which list of them reads ask for."""
        keys = [word for name in ("identifier", "secret", "api_key")
                for word in (f"--{name.replace('_', '-')}", (keys or self.keys)[name])]
        return ["--tickets", self.folder / tickets, "--total", self.tickets, "--offset", self.far,
                "--departments", self.generated["departments"], "--clients", self.generated["clients"],
                *keys]

    def serve_floor(self):
        database = self.folder / "floor.sqlite"
        if not self.is_large:
            database = self.folder / "floor-copy.sqlite"
            for suffix in ("", "-wal", "-shm"):
                database.with_name(database.name + suffix).unlink(missing_ok=True)
            shutil.copy(self.folder / "floor.sqlite", database)
            leave_on_disk(database)
        self.held["floor"] = take_into_memory(database)
        return Server([BENCH / "bench_floor", "serve", database, "PORT"], self.folder / "floor.log", "/noop")

    def serve(self):
        data = self.filled
        if not self.is_large:
            data = self.folder / "desk"
            shutil.rmtree(data, ignore_errors=True)
            shutil.copytree(self.filled, data, ignore=shutil.ignore_patterns("*.sock"))
            leave_on_disk(data / "desk.sqlite")
        self.held["polydesk"] = take_into_memory(data / "desk.sqlite")
        return polydesk(data, self.keys)


def polydesk(data, keys, *options):
    """The product, its log beside its data."""
    words = [POLYDESK, "serve", "--data", data, "--listen", "127.0.0.1:PORT", *options]
    body = urllib.parse.urlencode({"action": "GetTicket", "ticketid": 1, "responsetype": "json",
                                   "identifier": keys["identifier"], "secret": keys["secret"]})
    return Server(words, data.with_name(data.name + ".log"), "/includes/api.php", body)


class PostgresDesk:
    """The same tickets on the PostgreSQL of scripts/lib/postgres.sh."""

    def __init__(self, desk):
        self.desk = desk
        self.server = os.environ["POLYDESK_TEST_POSTGRESQL"]
        progress(f"filling PostgreSQL with {desk.tickets:,} tickets")
        self.sql("CREATE DATABASE filled")
        self.data = desk.folder / "postgres"
        place = ("--database", self.url("filled"), "--data", self.data)
        self.generated = json.loads(desk.generate(*place))
        self.keys = keys_of(*place)
        self.sql("VACUUM ANALYZE", "filled")  # as a server does by itself within minutes
        self.sql("CHECKPOINT")
        self.held = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.held.clear()
        self.sql("DROP DATABASE IF EXISTS round")
        self.sql("DROP DATABASE filled")

    def url(self, name):
        return self.server.rsplit("/", 1)[0] + "/" + name

    def sql(self, text, database="postgres"):
        return command("psql", "--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "--command", text,
                       self.url(database)).strip()

    def files(self, database):
        """Where its server keeps the database's tables and indexes."""
        folder = self.sql("SHOW data_directory")
        number = self.sql(f"SELECT oid FROM pg_database WHERE datname = '{database}'")
        return [file for file in pathlib.Path(folder, "base", number).iterdir() if file.stat().st_size]

    def load_words(self, tickets):
        return ["--warm-up", POSTGRES_WARM_UP, *self.desk.load_words(tickets, self.keys)]

    def serve(self):
        database = "filled"
        if not self.desk.is_large:
            database = "round"
            self.sql("DROP DATABASE IF EXISTS round")
            self.sql("CREATE DATABASE round TEMPLATE filled")
        self.sql("CHECKPOINT")  # neither the copying nor the round before is what is measured
        self.held = [take_into_memory(file) for file in self.files(database)]
        return polydesk(self.data, self.keys, "--database", self.url(database))
