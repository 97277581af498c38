"""The `askig` command. Each part is imported only when it is called for, so that a text tool starts quickly."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import json_lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    given = _parser().parse_args(arguments)
    status: int = given.run(given)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="askig", description="Ask IG: information governance in Microsoft Teams."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    start = commands.add_parser("start", help="try it out: the bot and a Teams client on this machine")
    start.add_argument("--port", type=int, default=3978, help="the bot's port (3978)")
    start.add_argument("--client-port", type=int, default=0, help="the client's port (56150)")
    start.add_argument("--no-browser", action="store_true", help="don't open a browser window")
    start.add_argument("--database", default="", help="a database URL instead of var/askig.db")
    start.set_defaults(run=_start)

    serve = commands.add_parser("serve", help="the bot alone, as the settings say")
    serve.set_defaults(run=_serve)

    play = commands.add_parser(
        "playground", help="open the Teams client as somebody else, beside a running bot"
    )
    play.add_argument(
        "--as", dest="persona", default="staff", choices=["staff", "handler", "officer", "dpo", "coordinator"]
    )
    play.add_argument("--bot", default="http://127.0.0.1:3978/api/messages", help="where the bot listens")
    play.add_argument(
        "--port", type=int, default=0, help="the client's port (one for each person by default)"
    )
    play.add_argument("--no-browser", action="store_true", help="don't open a browser window")
    play.set_defaults(run=_playground)

    clock = commands.add_parser("clock", help="due dates (JSON Lines)")
    clock.add_argument(
        "--explain", nargs=2, metavar=("REGIME", "DAY"), help="print one date and why, for a person"
    )
    clock.set_defaults(run=_clock)
    triage = commands.add_parser("triage", help="what a message is (JSON Lines)")
    triage.add_argument(
        "--answered",
        type=Path,
        metavar="FILE",
        help="requests that were answered (JSON Lines: id, text): say which of them a request looks like",
    )
    triage.set_defaults(run=_triage)
    corrections = commands.add_parser(
        "triage-corrections", help="what people put right of triage, to train on (JSON Lines; personal data)"
    )
    corrections.add_argument("--database", default="", help="a database URL instead of the one that is set")
    corrections.set_defaults(run=_triage_corrections)
    _add_scan(commands)
    _add_answer(commands)

    audit = commands.add_parser("audit", help="the history of all cases")
    kinds = audit.add_subparsers(title="commands", required=True, metavar="COMMAND")
    proof = kinds.add_parser("verify", help="prove that the history is whole and unchanged")
    proof.add_argument("--database", default="", help="a database URL instead of the one that is set")
    proof.add_argument("--seal", default="", help="a seal noted earlier, which has to be in the chain still")
    proof.set_defaults(run=_audit)

    anew = commands.add_parser("recompute", help="work out the dates of all open cases anew")
    anew.add_argument("--database", default="", help="a database URL instead of the one that is set")
    anew.set_defaults(run=_recompute)

    _add_training(commands)

    training = commands.add_parser("train", help="train a model anew, in a checkout")
    training.add_argument(
        "what",
        choices=["personal-data", "words", "policies", "triage"],
        help="personal-data trains the networks of names and of words; words the latter alone",
    )
    training.add_argument(
        "--data",
        type=Path,
        help="the folder with the texts to learn from (JSON Lines); words and triage have their own",
    )
    training.add_argument(
        "--words", type=Path, help="a list of plain English words (where Debian's wbritish-small puts one)"
    )
    training.add_argument("--output", type=Path, help="where to write the model (where it is read from)")
    training.add_argument(
        "--encoder",
        type=Path,
        help="for personal-data: the folder of a sentence encoder to take the vectors of words from anew "
        "(needs torch, transformers)",
    )
    training.set_defaults(run=_train)

    bench = commands.add_parser("bench", help="measure against a named peer, in a checkout")
    bench.add_argument(
        "what", choices=["turns", "broadcast", "clock", "cases", "personal-data", "policies", "triage"]
    )
    bench.add_argument(
        "--people", type=_people, default=10_000, help="for broadcast: to how many it is sent (10,000)"
    )
    bench.add_argument(
        "--sizes", type=_sizes, default=(), help="for cases: how many, like 10000,100000 (up to 1,000,000)"
    )
    bench.add_argument(
        "--data",
        type=Path,
        help="for personal-data and policies: a folder of texts that are not in the checkout",
    )
    bench.set_defaults(run=_bench)
    return parser


def _add_training(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    done = commands.add_parser("training-import", help="who did which training, from a learning system (CSV)")
    done.add_argument("file", metavar="FILE", help="the table, or - for stdin")
    done.add_argument("--database", default="", help="a database URL instead of the one that is set")
    done.set_defaults(run=_training_import)
    report = commands.add_parser(
        "training-report", help="how many are up to date with their training (JSON Lines)"
    )
    report.add_argument(
        "--people", action="store_true", help="who is not up to date, instead of how many (personal data)"
    )
    report.add_argument("--database", default="", help="a database URL instead of the one that is set")
    report.set_defaults(run=_training_report)


def _add_scan(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    scan = commands.add_parser("scan", help="likely personal data in documents, or in texts (JSON Lines)")
    scan.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="documents; none to read JSON Lines from stdin"
    )
    scan.add_argument(
        "--html", type=Path, metavar="FOLDER_OR_FILE", help="write each report as a page to read"
    )
    scan.add_argument(
        "--csv", type=Path, metavar="FOLDER_OR_FILE", help="write each report as a table for Excel"
    )
    scan.add_argument(
        "--allow-requester",
        action="append",
        default=[],
        metavar="NAME",
        help="a name or value of the requester",
    )
    scan.add_argument(
        "--allow-staff", action="append", default=[], metavar="NAME", help="a member of staff in their role"
    )
    scan.add_argument("--json", action="store_true", help="print a JSON line for each file")
    scan.set_defaults(run=_scan)


def _add_answer(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    answer = commands.add_parser("answer", help="questions answered from the policies (JSON Lines)")
    answer.add_argument(
        "--passages",
        type=Path,
        metavar="FILE",
        help="answer from these instead (JSON Lines: id, text, title)",
    )
    answer.add_argument(
        "--top", type=_count, default=0, metavar="N", help="add the N passages that fit best, best first"
    )
    answer.set_defaults(run=_answer)


def _clock(given: argparse.Namespace) -> int:
    from bot.commands import clock

    if not given.explain:
        return json_lines.run(clock.answer, sys.stdin, sys.stdout)
    try:
        print(clock.explain(*given.explain))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _audit(given: argparse.Namespace) -> int:
    from bot.commands import audit

    return audit.verify(database=given.database, noted=given.seal)


def _recompute(given: argparse.Namespace) -> int:
    from bot.commands import recompute

    return recompute.run(database=given.database)


def _triage(given: argparse.Namespace) -> int:
    from bot.commands import triage
    from bot.settings_source import SettingsWrong

    try:
        earlier = triage.answered_requests(given.answered) if given.answered else None
        return json_lines.run(triage.answer_as_set(earlier), sys.stdin, sys.stdout)
    except (SettingsWrong, triage.AnsweredWrong) as wrong:
        print(wrong, file=sys.stderr)
        return 2


def _triage_corrections(given: argparse.Namespace) -> int:
    from bot.commands import triage_corrections

    return triage_corrections.export(database=given.database)


def _training_import(given: argparse.Namespace) -> int:
    from bot.commands import training

    return training.import_records(given.file, database=given.database)


def _training_report(given: argparse.Namespace) -> int:
    from bot.commands import training

    return (
        training.report_people(database=given.database)
        if given.people
        else training.report(database=given.database)
    )


def _answer(given: argparse.Namespace) -> int:
    if given.passages:
        from bot.commands import answer_passages
        from integrations.policies.passages_file import PassagesWrong

        try:
            answer_line = answer_passages.answer_from_file(given.passages, given.top)
        except PassagesWrong as wrong:
            print(wrong, file=sys.stderr)
            return 2
        return json_lines.run(answer_line, sys.stdin, sys.stdout)

    from bot.commands import answer
    from bot.settings_source import SettingsWrong

    try:
        library = answer.library_as_set()
    except SettingsWrong as wrong:
        print(wrong, file=sys.stderr)
        return 2
    for remark in library.remarks:
        print(remark, file=sys.stderr)
    answer_line = answer.answer_from_library(library, given.top)
    return json_lines.run(answer_line, sys.stdin, sys.stdout)


def _scan(given: argparse.Namespace) -> int:
    from bot.settings_source import SettingsWrong

    try:
        return _scan_files(given) if given.files else _scan_lines(given)
    except SettingsWrong as wrong:
        print(wrong, file=sys.stderr)
        return 2


def _scan_lines(given: argparse.Namespace) -> int:
    from bot.commands import scan

    if given.html or given.csv or given.allow_requester or given.allow_staff or given.json:
        print("Name the files to check: askig scan FILE…", file=sys.stderr)
        return 2
    return json_lines.run(scan.answer_as_set(), sys.stdin, sys.stdout)


def _scan_files(given: argparse.Namespace) -> int:
    from bot.commands import scan_files
    from nlp.personal_data import Allowed

    wanted = scan_files.Wanted(
        given.files,
        given.html,
        given.csv,
        Allowed(requester=given.allow_requester, staff=given.allow_staff),
        as_json=given.json,
    )
    try:
        return scan_files.run(wanted, sys.stdout, sys.stderr)
    except scan_files.CannotBegin as error:
        print(error, file=sys.stderr)
        return 2


def _serve(_: argparse.Namespace) -> int:
    from bot.commands import serve

    return serve.run()


def _start(given: argparse.Namespace) -> int:
    from bot.commands import start

    return start.run(
        port=given.port,
        client_port=given.client_port,
        show=not given.no_browser,
        database=given.database,
    )


def _playground(given: argparse.Namespace) -> int:
    from bot.commands import playground

    return playground.run(given.persona, given.bot, given.port, show=not given.no_browser)


def _train(given: argparse.Namespace) -> int:
    from bot.commands import train

    if given.encoder is not None and given.what != "personal-data":
        print(
            f"--encoder is for personal-data: {given.what} takes no vectors from it. "
            "Leave it out, or train personal-data, which trains the words too.",
            file=sys.stderr,
        )
        return 2
    if given.what == "words":
        return train.words(given.output)
    if given.what == "triage":
        return train.triage(given.data, given.output)
    if given.data is None:
        print(
            "--data is missing: name the folder with the texts to learn from (JSON Lines).", file=sys.stderr
        )
        return 2
    if given.what == "policies":
        return train.policies(given.data, given.output)
    return train.personal_data(given.data, given.words, given.output, given.encoder)


def _bench(given: argparse.Namespace) -> int:
    from bot.commands import bench

    if given.what == "cases" and given.sizes:
        return bench.run("cases", [given.sizes])
    if given.what == "broadcast":
        return bench.run("broadcast", [given.people])
    if given.what == "personal-data":
        return bench.run("personal_data", [given.data])
    if given.what == "policies":
        return bench.run("policies", [given.data])
    return bench.run(given.what)


def _count(written: str) -> int:
    """How many, from 1 to 40: more are not looked at."""
    if not written.isdigit() or not 0 < int(written) <= 40:
        raise argparse.ArgumentTypeError("give a number from 1 to 40")
    return int(written)


def _people(written: str) -> int:
    """How many recipients, from 100 on: fewer say nothing about a rate."""
    if not written.isdigit() or not 100 <= int(written) <= 100_000:
        raise argparse.ArgumentTypeError("give a number from 100 to 100000")
    return int(written)


def _sizes(written: str) -> tuple[int, ...]:
    """Numbers of cases from "10000,100000"."""
    sizes = tuple(int(one) for one in written.split(","))
    if not all(0 < size <= 1_000_000 for size in sizes):
        raise argparse.ArgumentTypeError("give numbers from 1 to 1000000, with commas between them")
    return sizes


if __name__ == "__main__":
    sys.exit(main())
