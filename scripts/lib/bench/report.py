"""Writes measurements down as Markdown."""
import datetime
import os
import statistics

from bars import bars_of
from measure import CONNECTIONS, POSTGRES_MODES
from servers import ROOT, command

NAMES = {
    "floor-open": "floor: open", "whmcs-open": "OpenTicket", "whmcs-reply": "AddTicketReply",
    "whmcs-update": "UpdateTicket", "floor-get": "floor: get", "whmcs-get": "GetTicket",
    "recent": "GetTicket, recent ids", "getfly-get": "Getfly GET ticket",
    "list-first": "GetTickets: first page", "list-walk": "… page by page",
    "list-jump": "… cold jump", "list-department": "… of a department", "list-status": "… of a status",
    "list-client": "… of a client", "list-subject": "… by a word of the subject",
}
SMALL_NAMES = {"small-open": "OpenTicket at 10,000 tickets", "small-get": "GetTicket at 10,000 tickets"}


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


def rates(m):
    """Every mode: rate and p99 of each round, and the median rate."""
    def line(name, rounds, mode):
        cells = [f"{row[mode]['rate']:,.0f} ({row[mode]['p99_ms']:.1f})" for row in rounds]
        return [name, *cells, f"{statistics.median(row[mode]['rate'] for row in rounds):,.0f}"]

    names = NAMES | (SMALL_NAMES if m.small else {})
    rows = [line(name, m.rounds, mode) for mode, name in names.items()]
    rows += [line(f"{NAMES[mode]}, PostgreSQL".replace("… cold", "GetTickets: cold"), m.postgres, mode)
             for mode in POSTGRES_MODES if m.postgres]
    return table(["", *(f"round {i + 1}" for i in range(len(m.rounds))), "median"], rows)


def other_words(m):
    """What is no bar and worth knowing."""
    rate, p99 = m.fixed["list-first"]
    beside = m.beside["list-first"]
    list_rate, list_p99 = beside["list-first"]
    opens, open_p99 = beside["whmcs-open"]
    floor = m.floor_fixed
    words = [
        f"First pages of GetTickets at {rate:,.0f}/s: p99 {p99:.1f} ms; at {list_rate:,.0f}/s beside "
        f"{opens:,.0f} OpenTicket/s: {list_p99:.1f} ms, and {open_p99:.1f} ms of those.",
        "In the store, p99: " + ", ".join(f"{kind} {figures['p99_ms']:.2f} ms"
                                          for kind, figures in m.store.items()) + ".",
        f"The floor's p99 at the product's fixed rates: reads {floor['floor-get']:.1f} ms, writes "
        f"{floor['floor-open']:.1f} ms, side by side {floor['beside']['floor-get']:.1f} and "
        f"{floor['beside']['floor-open']:.1f} ms.",
    ]
    if m.postgres:
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
            other_words(m),
        ]
    return "\n\n".join(parts) + "\n"
