"""What Prometheus may know: counts and times, never content."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

TURNS = Counter("hub_turns_total", "Turns that ended, by how", ["state"])
TURN_SECONDS = Histogram(
    "hub_turn_seconds",
    "From the fixed list of messages to the written answer",
    buckets=(0.05, 0.1, 0.15, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120),
)
BOT_FAILURES = Counter("hub_bot_failures_total", "Calls to the bot without a usable answer", ["kind"])
MESSAGES = Counter("hub_messages_total", "Messages of parents that were accepted", ["channel"])
SAFETY_HITS = Counter("hub_safety_hits_total", "Messages that speak of danger", ["danger"])
REFUSED = Counter("hub_refused_total", "Requests that were refused, by code", ["code"])
RECOVERED = Counter("hub_recovered_total", "Conversations that the recovery woke")

JOBS = "hub_jobs"
CASES = "hub_cases"


def exposition(jobs: dict[str, int], cases: dict[tuple[str, str], int]) -> bytes:
    """The text for a scrape: the counters of all processes, and what the database counts now."""
    registry = CollectorRegistry()
    multiprocess_folder = _multiprocess_folder()
    if multiprocess_folder:
        multiprocess.MultiProcessCollector(registry, multiprocess_folder)  # type: ignore[no-untyped-call]
        text = generate_latest(registry)
    else:
        text = generate_latest()
    now = CollectorRegistry()
    job_gauge = Gauge(JOBS, "Jobs by status", ["status"], registry=now)
    for status, count in jobs.items():
        job_gauge.labels(status).set(count)
    case_gauge = Gauge(CASES, "Cases that are not closed", ["state", "urgency"], registry=now)
    for (state, urgency), count in cases.items():
        case_gauge.labels(state, urgency).set(count)
    return text + generate_latest(now)


def _multiprocess_folder() -> str | None:
    import os

    return os.environ.get("PROMETHEUS_MULTIPROC_DIR")
