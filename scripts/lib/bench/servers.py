"""The processes under measurement, and what they are filled and loaded with."""
import contextlib
import http.client
import pathlib
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = ROOT / "build" / "release"
POLYDESK = BUILD / "polydesk"
BENCH = BUILD / "tests" / "bench"


def progress(text):
    print(f"-- {text}", file=sys.stderr, flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(*words):
    """Runs a program to its end. Its standard output is the answer."""
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
        self.process.wait(timeout=60)

    def answers(self):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("POST", self.path, self.body, headers)
            return connection.getresponse().status == 200
        return False

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("GET", path)
        return connection.getresponse().read().decode()

    def memory(self):
        """Resident megabytes, the most so far."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        field = dict(line.split(":", 1) for line in status)
        return int(field["VmHWM"].split()[0]) / 1024

    def commits(self):
        """Of the writer so far: jobs, and commits that held them."""
        lines = [line.split() for line in self.get("/metrics").splitlines() if line[:1] != "#"]
        value = {line[0]: float(line[1]) for line in lines if len(line) == 2}
        return [value.get(f"polydesk_writer_batch_jobs_{part}", 0) for part in ("sum", "count")]
