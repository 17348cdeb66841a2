"""``fingerpost run``: one process that prepares its data, serves the hub and does the background work."""

import contextlib
import errno
import hashlib
import os
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import structlog
import waitress
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections

from fingerpost.config.setup import CannotStart, prepare_database, set_up

log = structlog.get_logger(__name__)

Say = Callable[[str], None]
LOGIN_NAME = "desk"
LOGIN_FILE = "first-login.txt"
TICK_S = 60
THREADS = 8


def serve(*, host: str, port: int, demo: bool, say: Say) -> None:
    """Prepare the data folder and serve until interrupted. Raises CannotStart with a sentence for the operator."""
    listener = _bind(host, port)
    set_up()
    from fingerpost.finding.following import run_following  # noqa: PLC0415 -- Django must be set up first

    with contextlib.closing(listener):
        prepare(demo=demo, say=say)
        _greet(host, port, say)
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        threads = [
            threading.Thread(target=target, args=(stop,), daemon=True) for target in (_work, _tick, run_following)
        ]
        for thread in threads:
            thread.start()
        try:
            from fingerpost.config.wsgi import application  # noqa: PLC0415 -- Django must be set up first

            waitress.serve(
                application,
                sockets=[listener],
                threads=THREADS,
                ident=None,
                # A proxy on this machine says whether its visitor came by https.
                trusted_proxy="127.0.0.1",
                trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto"},
                clear_untrusted_proxy_headers=True,
                max_request_body_size=settings.REQUEST_LIMIT_BYTES,
            )
        finally:
            stop.set()


def prepare(*, demo: bool, say: Say) -> None:
    """Bring the data folder to this version: tables, static files, a first login. Does nothing that is already done."""
    prepare_database(say)
    _collect_static(say)
    if demo:
        _load_demo(say)
    _first_login()
    _go_on_reading()


def _bind(host: str, port: int) -> socket.socket:
    """Take the port before anything is prepared, so that a taken one is said at once."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # Listening from here on: of two that start at once, the second hears that the port is taken.
        listener.listen(1024)
    except OSError as error:
        raise CannotStart(_why_not(error, host, port)) from error
    return listener


def _why_not(error: OSError, host: str, port: int) -> str:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"“{host}” is not an address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for every address."
    if isinstance(error, PermissionError):
        return f"Port {port} needs more rights than this user has. Choose one above 1023, such as PORT=8000."
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"Port {port} is taken by another program. Stop that one, or choose another port, such as PORT={other}."
    return f"Port {port} on {host} cannot be had ({error.strerror}). Choose another one with PORT=, or another HOST=."


def _collect_static(say: Say) -> None:
    """Collect the static files once per version of them: a stamp holds their names, sizes and times."""
    stamp = settings.STATIC_ROOT / ".stamp"
    wanted = _static_fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    say("Preparing the static files …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(wanted, encoding="ascii")


def _static_fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415 -- needs Django set up

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _load_demo(say: Say) -> None:
    from fingerpost.catalogue.models import Address, Crisis  # noqa: PLC0415 -- needs Django set up
    from fingerpost.site.demo.actions import load_demo  # noqa: PLC0415 -- as above

    # Addresses outlive their records: a catalogue that never gave one out is new, an emptied one is not.
    if not (Address.objects.exists() or Crisis.objects.exists()):
        say("Loading the demonstration hub …")
        load_demo(now=datetime.now(UTC))


def _go_on_reading() -> None:
    """Have what was being read when the last process ended read again, and documents that nobody has read yet."""
    from fingerpost.finding.documents import unread_documents  # noqa: PLC0415 -- needs Django set up
    from fingerpost.finding.tasks import read_document  # noqa: PLC0415 -- as above
    from fingerpost.intake.actions import resume_unfinished  # noqa: PLC0415 -- as above

    resume_unfinished(now=datetime.now(UTC))
    for document_id in unread_documents():
        read_document.enqueue(document_id=document_id)


def _first_login() -> None:
    """Make the first account of the desk, with a password that nobody knows beforehand."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 -- needs Django set up

    users = get_user_model()
    if users.objects.exists():
        return
    password = secrets.token_urlsafe(12)
    users.objects.create_superuser(LOGIN_NAME, email="", password=password)
    path = settings.DATA_DIR / LOGIN_FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(password + "\n")


def _greet(host: str, port: int, say: Say) -> None:
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1", "localhost"} else host  # noqa: S104 -- compared, not bound
    base = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
    say(f"The hub:  {base}/")
    say(f"The desk: {base}/desk/")
    say(f"{_login_line()}")
    say("Stop with Ctrl+C.")


def _login_line() -> str:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 -- needs Django set up

    path = settings.DATA_DIR / LOGIN_FILE
    user = get_user_model().objects.filter(username=LOGIN_NAME).first()
    if path.is_file() and user:
        password = path.read_text(encoding="utf-8").strip()
        if user.check_password(password):
            return f"Log in as “{LOGIN_NAME}” with the password {password} (kept in {path} until you change it)."
        path.unlink()
    return "Log in with your own account; “fingerpost manage changepassword NAME” sets a new password."


def _work(stop: threading.Event) -> None:
    """Do queued tasks until told to stop; a database that is away for a while is waited for."""
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415 -- needs Django set up

    while not stop.is_set():
        worker = Worker(
            queue_names=["*"],
            interval=1,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}",
            excluded_queue_names=[],
        )
        try:
            worker.run()
        except Exception:
            log.exception("The background worker stumbled; it goes on in a moment.")
            close_old_connections()
        stop.wait(1)


def _tick(stop: threading.Event) -> None:
    """Do what is due by the clock: scheduled publishing each minute, sweeping once a day."""
    from fingerpost.catalogue.changes import prune  # noqa: PLC0415 -- needs Django set up
    from fingerpost.intake.actions.harvesting import harvest_due  # noqa: PLC0415 -- as above

    swept = None
    while not stop.wait(TICK_S):
        today = datetime.now(UTC).date()
        try:
            close_old_connections()
            call_command("publish_scheduled", verbosity=0)
            harvest_due(now=datetime.now(UTC))
            if swept != today:
                call_command("prune_db_task_results", min_age_days=14, verbosity=0)
                call_command("clearsessions", verbosity=0)
                prune(now=datetime.now(UTC))
                swept = today
        except Exception:
            log.exception("Work due by the clock failed; it is tried again in a minute.")
