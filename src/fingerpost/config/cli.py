"""The command ``fingerpost``. Nothing here may load Django or a Reader before a command needs it: help must be instant.

Exit codes: 0 done, 1 failed (or, of ``find``, nothing found), 2 wrong use.
"""

import json
import os
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fingerpost.readers.types import Candidate, Reading, Source


class Day(click.ParamType):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a day. Write it as year-month-day, such as 2020-07-29.", param, ctx)


class Failure(click.ClickException):
    """One sentence for a person; exit code 1."""

    def show(self, file: Any = None) -> None:  # noqa: ARG002 -- click's signature
        click.echo(self.message, err=True)


source_argument = click.argument("source", metavar="SOURCE")
today_option = click.option(
    "--today", type=Day(), help="The day that “tomorrow” is counted from. Default: the day it is."
)
base_url_option = click.option(
    "--base-url", metavar="URL", help="Where the page stood; relative addresses are resolved against it."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        """Let a person see what went wrong in a sentence, never in a traceback, unless she asks for it."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("FINGERPOST_DEBUG"):
                raise
            raise Failure(
                f"Something went wrong that was not foreseen ({type(error).__name__}: {error}). Nothing was saved. "
                "Set FINGERPOST_DEBUG=1 to see where, and report it."
            ) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fingerpost")
def main() -> None:
    """Turn the page that a city network keeps by hand in a crisis into a hub.

    SOURCE is a file, or “-” for standard input.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console that cannot show a letter shows a mark instead of failing.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo", is_flag=True, help="Fill a new, empty catalogue with the demonstration hub.")
def run(host: str, port: int, demo: bool) -> None:
    """Prepare the data folder and serve the hub, its desk and its background work."""
    with _sentences():
        from fingerpost.config.server import serve  # noqa: PLC0415 -- loads Django

        serve(host=host, port=port, demo=demo, say=click.echo)


@main.command()
@source_argument
@json_option
@today_option
@base_url_option
def read(source: str, as_json: bool, today: date | None, base_url: str | None) -> None:
    """Print what is understood of SOURCE. Touches no database."""
    _, reading = _read(source, today=today, base_url=base_url)
    if as_json:
        from fingerpost.readers.output import json_pieces  # noqa: PLC0415 -- only where it is wanted

        for piece in json_pieces(reading):
            click.echo(piece, nl=False)
        click.echo()
    else:
        click.echo("\n".join(_lines(reading)))


@main.command(name="import")
@source_argument
@click.option("--hub", metavar="SLUG", help="The hub to import into. Default: the only one there is.")
@click.option("--publish", is_flag=True, help="Publish what is new at once instead of keeping it as drafts.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--review", is_flag=True, help="Leave every item to be reviewed at the desk.")
@json_option
@today_option
@base_url_option
def import_(
    source: str,
    hub: str | None,
    publish: bool,
    dry_run: bool,
    review: bool,
    as_json: bool,
    today: date | None,
    base_url: str | None,
) -> None:
    """Take what SOURCE says into the catalogue, as drafts. Importing it again changes nothing."""
    if review and (publish or dry_run):
        raise click.UsageError("With --review nothing is taken in yet: leave --publish and --dry-run out.")
    opened, reading = _read(source, today=today, base_url=base_url)
    if review:
        _leave_for_review(opened, reading, hub=hub, as_json=as_json)
        return
    with _sentences():
        from fingerpost.config.importing import import_into_hub  # noqa: PLC0415 -- loads Django

        with click.progressbar(
            length=max(len(reading.records), 1),
            label="Importing",
            file=sys.stderr,
            hidden=as_json or not sys.stderr.isatty(),
        ) as bar:
            report = import_into_hub(opened, reading, hub=hub, publish=publish, dry_run=dry_run, progress=bar.update)
    click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2) if as_json else "\n".join(report.lines()))


def _leave_for_review(source: "Source", reading: "Reading", *, hub: str | None, as_json: bool) -> None:
    with _sentences():
        from fingerpost.config.importing import leave_for_review  # noqa: PLC0415 -- loads Django

        batch = leave_for_review(source, title=reading.title, hub=hub)
    counts = {name: batch.balance[name] for name in ("found", "new", "changed", "same", "skipped", "unread")}
    if as_json:
        told = {"batch": batch.pk, "source": batch.name, "state": str(batch.state), **counts}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        parts = ", ".join(f"{count} {name}" for name, count in counts.items() if count and name != "found")
        waits = "waits for review at the desk" if batch.state == "review" else "holds nothing that must be decided"
        click.echo(f"“{batch.name}” {waits}: {counts['found']} found{f' ({parts})' if parts else ''}.")


@main.command(context_settings={"ignore_unknown_options": True})  # “-without” is a word of the query
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 500), help="How many results at most.")
@json_option
def find(query: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search everything that is public, as the hub's own search does."""
    with _sentences():
        from fingerpost.config.asking import Asking  # noqa: PLC0415 -- loads Django

        asking = Asking(" ".join(query), limit=limit)
    click.echo(json.dumps(asking.as_json(), ensure_ascii=False, indent=2) if as_json else "\n".join(asking.lines()))
    if not as_json:
        for sentence in asking.sentences():
            click.echo(sentence, err=True)


@main.command()
@click.option("--rebuild", is_flag=True, help="Make the index anew from the database; searches go on by the old one.")
@click.option("--status", is_flag=True, help="Say how many entries there are, and how far the index follows.")
@json_option
def index(rebuild: bool, status: bool, as_json: bool) -> None:
    """Look after this machine's search index."""
    if rebuild == status:
        raise click.UsageError("Say either --rebuild or --status.")
    with _sentences():
        from fingerpost.config import indexing  # noqa: PLC0415 -- loads Django

        indexing.rebuild(say=click.echo) if rebuild else indexing.tell(say=click.echo, as_json=as_json)


@main.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands, such as “manage createsuperuser”."""
    with _sentences():
        from fingerpost.config.setup import use_settings  # noqa: PLC0415 -- loads Django

        use_settings()
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- loads Django

        execute_from_command_line(["fingerpost manage", *arguments])


class _sentences:  # noqa: N801 -- reads as a word in the with statement
    """Let a person see the sentence of what went wrong on purpose, never its traceback."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        from fingerpost.config.setup import explained  # noqa: PLC0415 -- loads Django

        sentence = explained(error) if isinstance(error, Exception) else None
        if sentence:
            raise Failure(sentence) from error


def _read(argument: str, *, today: date | None, base_url: str | None) -> "tuple[Source, Reading]":
    from fingerpost.readers import registry  # noqa: PLC0415 -- help need not wait for it
    from fingerpost.readers.errors import ReaderError  # noqa: PLC0415 -- as above
    from fingerpost.readers.opening import open_source  # noqa: PLC0415 -- as above

    try:
        source = open_source(
            argument, today=today or datetime.now().astimezone().date(), base_url=base_url, stdin=sys.stdin.buffer
        )
        return source, registry.read(source)
    except ReaderError as error:
        raise Failure(str(error)) from error


def _lines(reading: "Reading") -> list[str]:
    balance = reading.balance
    counts = ", ".join(f"{balance.count(fate)} {fate}" for fate in ("read", "unread", "ignored"))
    return [
        *(_line(record) for record in reading.records),
        *(f"? {issue.origin}: {issue.problem} {issue.remedy}" for issue in reading.issues),
        *(f"- {entry.origin}, not read: {entry.reason}" for entry in balance.entries if entry.fate == "unread"),
        f"{len(reading.records)} records, {len(reading.issues)} questions. "
        f"{len(balance.entries)} {balance.unit}s: {counts}.",
    ]


def _line(record: "Candidate") -> str:
    when = " to ".join(str(moment) for moment in (record.start or record.published, record.end) if moment)
    parts = [record.type, when, record.title or "(no title)", ", ".join(record.organisers), record.url or ""]
    return " | ".join(part for part in parts if part)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    main()
