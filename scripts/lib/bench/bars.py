"""The bars of the design: what is measured, what it must be, and whether it is."""
import statistics

LARGE = 1_000_000


class Bar:
    def __init__(self, name, value, shown, wanted, met):
        self.name = name
        self.value = value
        self.shown = shown
        self.wanted = wanted
        self.met = met

    def row(self):
        return [self.name, self.shown, self.wanted, "yes" if self.met else "**no**"]


def at_least(name, value, least, digits=2):
    return Bar(name, value, f"{value:,.{digits}f}", f"≥ {least:,}", value >= least)


def at_most(name, value, most, unit="ms", digits=1):
    return Bar(name, value, f"{value:,.{digits}f} {unit}", f"≤ {most} {unit}", value <= most)


def bars_of(m):
    """The bars of a measurement."""
    large = m.desk.tickets >= LARGE
    writes_within = 20 if large else 12
    bars = [
        at_least("floor: OpenTicket/s", m.median("floor whmcs-open", "rate"), 10_000, 0),
        at_least("OpenTicket, ratio to the floor", m.ratio("polydesk whmcs-open", "floor whmcs-open"),
                 0.4 if large else 0.5),
    ]
    if not large:
        bars.append(at_least("GetTicket of 5 messages, ratio to the floor",
                             m.ratio("polydesk whmcs-get", "floor whmcs-get"), 0.5))
    else:
        bars += [
            at_least("OpenTicket, of the rate at 10,000", m.ratio("polydesk whmcs-open", "small whmcs-open"), 0.75),
            at_least("GetTicket of recent ids, of the rate at 10,000", m.ratio("polydesk recent", "small whmcs-get"), 0.9),
            at_least("GetTicket of any ids, of the rate at 10,000", m.ratio("polydesk whmcs-get", "small whmcs-get"), 0.4),
        ]
    names = {"whmcs-get": "GetTicket", "whmcs-open": "OpenTicket", "whmcs-reply": "AddTicketReply",
             "whmcs-update": "UpdateTicket"}
    for mode, name in names.items():
        half = f"polydesk {mode} half"
        bars.append(at_most(f"p99 of {name} at {m.median(half, 'wanted_rate'):,.0f}/s", m.median(half, "p99_ms"),
                            5 if mode == "whmcs-get" else writes_within))
    reads, opens = "polydesk whmcs-get beside", "polydesk whmcs-open beside whmcs-get"
    bars += [
        at_most(f"p99 of GetTicket at {m.median(reads, 'wanted_rate'):,.0f}/s beside "
                f"{m.median(opens, 'wanted_rate'):,.0f} OpenTicket/s", m.median(reads, "p99_ms"), 5),
        at_most("p99 of those OpenTicket", m.median(opens, "p99_ms"), writes_within),
    ]
    for kind, title, most in (("first", "first page", 2), ("walk", "next page by offset", 2),
                              ("jump", f"cold jump to {m.desk.far:,}", 40)):
        median = statistics.median(row["store"][kind]["median_ms"] for row in m.rounds)
        bars.append(at_most(f"GetTickets in the store, {title}", median, most))
    bars += [
        at_most("resident memory under load, the most", max(row["memory"] for row in m.rounds), 150, "MB", 0),
        at_most("start to first answer, the slowest", max(row["first_answer"] for row in m.rounds) * 1000, 200, "ms", 0),
        at_least("jobs in a writer's commit at 32 connections", statistics.median(row["batch"] for row in m.rounds), 8, 1),
        at_least("`polydesk generate`, tickets/s", m.desk.fill_rate, 20_000, 0),
    ]
    for mode in ("whmcs-open", "whmcs-get") if m.postgres_fill else ():
        bars.append(at_least(f"{names[mode]} on PostgreSQL, ratio to SQLite",
                             m.ratio(f"postgres {mode}", f"polydesk {mode}"), 0.3))
    return bars
