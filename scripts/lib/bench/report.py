"""Writes measurements down as Markdown."""
import datetime
import os
import statistics

from bars import bars_of
from measure import CONNECTIONS
from servers import ROOT, command

NAMES = {
    "whmcs-open": "OpenTicket", "whmcs-reply": "AddTicketReply", "whmcs-update": "UpdateTicket",
    "whmcs-get": "GetTicket", "recent": "GetTicket, recent ids", "getfly-get": "Getfly GET ticket",
    "list-first": "GetTickets: first page", "list-walk": "GetTickets: page by page",
    "list-jump": "GetTickets: cold jump", "list-department": "GetTickets: of a department",
    "list-status": "GetTickets: of a status", "list-client": "GetTickets: of a client",
    "list-subject": "GetTickets: by a word of the subject",
}
SERVERS = {"floor": "the floor", "small": "10,000 tickets", "postgres": "PostgreSQL"}


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def machine():
    cpu = next(line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    memory = int(open("/proc/meminfo").readline().split()[1]) // 1024 // 1024
    commit = command("git", "-C", ROOT, "rev-parse", "--short", "HEAD").strip()
    dirty = " with changes" if command("git", "-C", ROOT, "status", "--porcelain").strip() else ""
    return (f"{datetime.date.today()}, commit {commit}{dirty}, {os.cpu_count()} cores of {cpu}, {memory} GiB, "
            f"Linux {os.uname().release}; the load generator runs on the same cores.")


def table_of_rounds(m, rows):
    """Rows of a name, a cell for each round, and the median."""
    return table(["", *(f"round {i + 1}" for i in range(len(m.rounds))), "median"], rows)


def rates(m):
    """Every server and mode: rate and p99 of each round, and the median rate."""
    rows = []
    for mode, name in NAMES.items():
        for server in ("polydesk", *SERVERS):
            what = f"{server} {mode}"
            if what not in m.rounds[0]:
                continue
            cells = [f"{row[what]['rate']:,.0f} ({row[what]['p99_ms']:.1f})" for row in m.rounds]
            of = f"; {SERVERS[server]}" if server in SERVERS else ""
            rows.append([name + of, *cells, f"{m.median(what, 'rate'):,.0f}"])
    return table_of_rounds(m, rows)


def times(m):
    """p99 of each round at the fixed rates that bars are about, and the median."""
    rows = []
    for mode, name in NAMES.items():
        for what, title in ((f"polydesk {mode} half", name),
                            (f"polydesk {mode} beside", f"{name} beside OpenTicket"),
                            (f"polydesk {mode} beside whmcs-get", f"{name} beside GetTicket"),
                            (f"floor {mode} half", f"{name}; the floor")):
            if what in m.rounds[0]:
                cells = [f"{row[what]['p99_ms']:.1f}" for row in m.rounds]
                rows.append([title, *cells, f"{m.median(what, 'p99_ms'):.1f}"])
    return table_of_rounds(m, rows)


def at_rate(m, what):
    return f"{m.median(what, 'p99_ms'):.1f} ms at {m.median(what, 'wanted_rate'):,.0f}/s"


def other_words(m):
    """What is no bar and worth knowing."""
    store = ", ".join(f"{kind} {statistics.median(row['store'][kind]['p99_ms'] for row in m.rounds):.2f} ms"
                      for kind in m.rounds[0]["store"])
    words = [
        f"p99 at half load of first pages of GetTickets: {at_rate(m, 'polydesk list-first half')}; "
        f"{at_rate(m, 'polydesk list-first beside')} beside OpenTicket with "
        f"{at_rate(m, 'polydesk whmcs-open beside list-first')}.",
        f"Of the floor at its own half load: reads {at_rate(m, 'floor whmcs-get half')}, writes "
        f"{at_rate(m, 'floor whmcs-open half')}; side by side {at_rate(m, 'floor whmcs-get beside')} and "
        f"{at_rate(m, 'floor whmcs-open beside whmcs-get')}.",
        f"In the store, p99: {store}.",
    ]
    if m.postgres_fill:
        words.append(f"PostgreSQL was filled with {m.postgres_fill:,} tickets/s.")
    return " ".join(words)


def report(measurements, options):
    parts = [machine()]
    for m in measurements:
        parts += [
            table([f"at {m.desk.tickets:,} tickets", "measured", "bar", "met"],
                  [bar.row() for bar in bars_of(m)]),
            f"Requests a second as fast as they go at {m.desk.tickets:,} tickets, {CONNECTIONS} connections, "
            f"{options.seconds:g} s a round (p99 in ms), and the median:",
            rates(m),
            "p99 in ms at the rates of the bars:",
            times(m),
            other_words(m),
        ]
    return "\n\n".join(parts) + "\n"
