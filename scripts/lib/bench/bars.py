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
        at_least("floor: OpenTicket/s", m.rate("floor-open"), 10_000, 0),
        at_least("OpenTicket, ratio to the floor", m.ratio("whmcs-open", "floor-open"), 0.4 if large else 0.5),
    ]
    if not large:
        bars.append(at_least("GetTicket of 5 messages, ratio to the floor", m.ratio("whmcs-get", "floor-get"), 0.5))
    else:
        bars += [
            at_least("OpenTicket, of the rate at 10,000", m.ratio("whmcs-open", "small-open"), 0.75),
            at_least("GetTicket of recent ids, of the rate at 10,000", m.ratio("recent", "small-get"), 0.9),
            at_least("GetTicket of any ids, of the rate at 10,000", m.ratio("whmcs-get", "small-get"), 0.4),
        ]
    names = {"whmcs-get": "GetTicket", "list-first": "GetTickets, first page", "whmcs-open": "OpenTicket",
             "whmcs-reply": "AddTicketReply", "whmcs-update": "UpdateTicket"}
    for mode, (rate, p99) in m.fixed.items():
        most = writes_within if mode in ("whmcs-open", "whmcs-reply", "whmcs-update") else 5
        if mode != "list-first":
            bars.append(at_most(f"p99 of {names[mode]} at {rate:,.0f}/s", p99, most))
    rate, p99 = m.beside["whmcs-get"]["whmcs-get"]
    opens, open_p99 = m.beside["whmcs-get"]["whmcs-open"]
    bars += [
        at_most(f"p99 of GetTicket at {rate:,.0f}/s beside {opens:,.0f} OpenTicket/s", p99, 5),
        at_most("p99 of those OpenTicket", open_p99, writes_within),
    ]
    for kind, title in (("first", "first page"), ("walk", "next page by offset")):
        bars.append(at_most(f"GetTickets in the store, {title}", m.store[kind]["median_ms"], 2))
    offset = min(100_000, m.desk.tickets // 2)
    bars.append(at_most(f"GetTickets in the store, cold jump to {offset:,}", m.store["jump"]["median_ms"], 40))
    bars += [
        at_most("resident memory under load, the most", max(row["memory"] for row in m.rounds), 150, "MB", 0),
        at_most("start to first answer, the slowest", max(row["first_answer"] for row in m.rounds) * 1000, 200, "ms", 0),
        at_least("jobs in a writer's commit at 32 connections", statistics.median(row["batch"] for row in m.rounds), 8, 1),
        at_least("`polydesk generate`, tickets/s", m.desk.generated["tickets_per_second"], 20_000, 0),
    ]
    for mode in ("whmcs-open", "whmcs-get") if m.postgres else ():
        rate = statistics.median(row[mode]["rate"] for row in m.postgres)
        bars.append(at_least(f"{names[mode]} on PostgreSQL, ratio to SQLite", rate / m.rate(mode), 0.3))
    return bars
