"""The command line: arguments become a build or a check. No logic lives here.

Exit codes: 0 done; 1 findings of error level; 2 unreadable input or usage; 3 edition, template
or font; 4 part of a batch failed; 5 cannot write; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from generator import __version__
from generator.errors import InputError, WhitepaperError
from generator.findings import user_language
from generator.report import Reporter
from generator.usage import in_words, is_usage, named, wants_help

app = typer.Typer(
    name="whitepaper", no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

EditionPath = Annotated[Path, typer.Argument(metavar="EDITION", help="版本文件夹或 edition.toml / its folder or file")]
JsonFlag = Annotated[bool, typer.Option("--json", help="只在标准输出写一个 JSON 对象 / one JSON object only")]
StrictFlag = Annotated[bool, typer.Option("--strict", help="警告也算错误 / warnings count as errors")]


INTERRUPTED = 130


def _version(shown: bool) -> None:
    if shown:
        typer.echo(f"whitepaper {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本号 / the version")
    ] = False,
) -> None:
    """得分表和评述进，成品白皮书（PDF、DOCX）出。 Score tables in, finished white papers out."""


@app.command()
def check(
    edition: EditionPath,
    strict: StrictFlag = False,
    as_json: JsonFlag = False,
    marked: Annotated[
        Path | None, typer.Option("--marked", metavar="OUT.xlsx", help="另存一份标出问题的工作簿 / a marked copy")
    ] = None,
    fix: Annotated[
        Path | None, typer.Option("--fix", metavar="OUT.xlsx", help="另存一份已作无损修正的得分表 / a repaired copy")
    ] = None,
    text: Annotated[
        list[Path] | None, typer.Option("--text", metavar="FILE", help="另核对 Markdown 或 DOCX / also check a text")
    ] = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="列出读到的全部说法及判断 / list every claim with its verdict")
    ] = False,
) -> None:
    """检查得分表、版本文件与评述文字，一次列出全部问题。 Check tables, edition and texts; every fault at once."""
    from generator.checking import check_claims, check_edition
    from generator.workbook import write_marked, write_repaired

    reporter = Reporter(as_json)
    if fix:
        for file, repairs in reporter.run(lambda: write_repaired(edition, fix)):
            reporter.repaired(file, repairs)
    if claims:
        reporter.claimed(reporter.run(lambda: check_claims(edition, text or [])))
    findings = reporter.run(lambda: check_edition(edition, text or []))
    if marked:
        reporter.wrote(reporter.run(lambda: write_marked(edition, findings, marked)))
    reporter.checked(findings, strict=strict)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新文件夹 / the new folder")],
    family: Annotated[
        str, typer.Option("--family", help="模板族：volume、city、county、top100 / template family")
    ] = "volume",
    language: Annotated[str, typer.Option("--language", help="报告的语言：zh、en / language of the report")] = "zh",
) -> None:
    """新建一个可以直接生成的版本。 A new edition that builds at once."""
    from generator.scaffold import create, next_steps

    reporter = Reporter(False)
    files = reporter.run(lambda: create(folder, family, language))
    typer.echo(next_steps(folder, family, len(files), user_language(), language))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="较早的版本 / the earlier edition")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="较新的版本 / the later edition")],
    pairs: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="NEW=OLD", help="指标体系不同时，新旧指标的对应 / which indicator is which"),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="列出全部单位 / list all units")] = False,
    as_json: JsonFlag = False,
) -> None:
    """比较两个版本：名次、得分、等级、进出与指标体系。 Compare two editions."""
    from generator.difference import compare_editions, in_json, read_mapping, tell

    reporter = Reporter(as_json)
    found = reporter.run(lambda: compare_editions(old, new, read_mapping(pairs)))
    typer.echo(in_json(found) if as_json else tell(found, user_language(), every=every))


@app.command()
def template(
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="要写的工作簿 / the workbook to write")],
    edition: Annotated[Path, typer.Option("--edition", help="版本文件夹 / the edition's folder")],
) -> None:
    """生成供填写的工作簿：表头、单位、下拉与校验。 A workbook to fill in."""
    from generator.workbook import write_template

    reporter = Reporter(False)
    for file in reporter.run(lambda: write_template(edition, out)):
        reporter.wrote(file)


@app.command()
def doctor() -> None:
    """检查安装是否完好：库、字体、文件夹。 Check the installation."""
    from generator.doctor import examine

    lines = examine()
    for line in lines:
        typer.echo(f"{'✓' if line.well else '✗'} {line.name}  {line.seen}")
    if not all(line.well for line in lines):
        raise typer.Exit(3)


@app.command()
def build(
    edition: EditionPath,
    formats: Annotated[
        str, typer.Option("--format", help="pdf、docx，用逗号分开 / comma-separated")
    ] = "pdf,docx",
    out: Annotated[Path | None, typer.Option("--out", help="输出文件夹 / output folder")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", help="只生成这个单位的报告，如 成都 / one unit's report")
    ] = None,
    strict: StrictFlag = False,
    as_json: JsonFlag = False,
    pdf_standard: Annotated[
        str, typer.Option("--pdf-standard", help="ua-1 或 a-2b（存档） / ua-1 or a-2b")
    ] = "ua-1",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="检查并排版，不写文件 / lay out, write nothing")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="读回成品，逐段与文稿核对 / read the files back and compare")
    ] = False,
) -> None:
    """生成一个版本（或其中一个单位的报告）的 PDF 和 DOCX。 Build an edition, or one unit's report."""
    from generator.build import build as make
    from generator.formats import read_formats

    reporter = Reporter(as_json)
    result = reporter.run(
        lambda: make(
            edition, formats=read_formats(formats), out=out, strict=strict, dry_run=dry_run,
            unit=named("--unit", unit) or "", pdf_standard=pdf_standard, verify=verify, progress=reporter.progress,
        )
    )
    reporter.built(result)


@app.command()
def batch(
    edition: EditionPath,
    units: Annotated[
        str | None, typer.Option("--units", metavar="all|A,B", help="单位，用逗号分开；all 为全部 / units, or all")
    ] = None,
    sheet: Annotated[
        Path | None, typer.Option("--sheet", metavar="RUN.csv", help="清单：单位、格式、选项 / a run sheet")
    ] = None,
    sheet_name: Annotated[str, typer.Option("--sheet-name", help="清单所在工作表 / its sheet in a workbook")] = "",
    formats: Annotated[
        str, typer.Option("--format", help="pdf、docx、audit（数字出处） / audit: the origin of numbers")
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", help="输出文件夹 / output folder")] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="进程数；0 为处理器核数 / processes, 0: all cores")] = 0,
    pdf_standard: Annotated[
        str, typer.Option("--pdf-standard", help="ua-1 或 a-2b（存档） / ua-1 or a-2b")
    ] = "ua-1",
    resume: Annotated[
        bool, typer.Option("--resume", help="按上次的单位与格式接着做 / go on with the last run")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="全部重做 / make all anew")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只说会做什么、为什么 / say what would be made, and why")
    ] = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="第一份失败即停 / stop at the first failure")] = False,
    scheduler: Annotated[
        str, typer.Option("--scheduler", metavar="URL", help="Dask 调度器，如 tcp://… / a Dask scheduler")
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """成批生成各单位的报告；再次运行只做有变化的。 Many unit reports; run again, only what changed."""
    from generator.batch import ask, run_batch
    from generator.batch.progress import watching

    options = ask(
        edition, units=named("--units", units), sheet=sheet, sheet_name=sheet_name, formats=formats, out=out, jobs=jobs,
        standard=pdf_standard, resume=resume, force=force, dry_run=dry_run, fail_fast=fail_fast,
        scheduler=scheduler,
    )
    with watching() as watch:
        result = run_batch(options, watch)
    from generator.batch.summary import show

    show(result, as_json=as_json)
    raise typer.Exit(result.exit_code)


@app.command()
def explain(code: Annotated[str, typer.Argument(metavar="CODE", help="如 E301 / such as E301")]) -> None:
    """解释一个问题代码。 Explain a finding's code."""
    from generator.explain import explain_code

    reporter = Reporter(False)
    typer.echo(reporter.run(lambda: explain_code(code)))


@app.command()
def specimen(
    cases: Annotated[Path, typer.Argument(metavar="CASES.json", help="排版样例 / the layout cases")],
    out: Annotated[Path, typer.Option("--out", help="输出文件夹 / output folder")],
) -> None:
    """把排版样例逐条排成 PDF。 Set every layout case as a PDF of its own."""
    from generator.specimen import set_cases

    reporter = Reporter(False)
    files = reporter.run(lambda: set_cases(cases, out))
    typer.echo(f"{len(files)} PDF → {out}")


def main() -> None:
    """Run the command line; whatever a user can cause ends in words and an exit code."""
    try:
        code = _command()(standalone_mode=False)
    except WhitepaperError as error:
        Reporter("--json" in sys.argv).failed(error)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:
        if wants_help(error):
            typer.echo(str(error), err=True)
            sys.exit(InputError.exit_code)
        if is_usage(error):
            Reporter("--json" in sys.argv).failed(in_words(error))
            sys.exit(InputError.exit_code)
        if os.environ.get("WHITEPAPER_DEBUG"):
            raise
        Reporter("--json" in sys.argv).failed(_unforeseen(error))
        sys.exit(1)
    # Typer hands an exit back as a number where it is not to end the process itself.
    if code == INTERRUPTED:
        typer.echo("已中断。" if user_language() == "zh" else "Interrupted.", err=True)
    sys.exit(code if isinstance(code, int) else 0)


@cache
def _command() -> Callable[..., object]:
    """Return what the functions above say of their arguments, read once."""
    return typer.main.get_command(app)


def _unforeseen(error: Exception) -> WhitepaperError:
    """Return a fault of the program itself in words; WHITEPAPER_DEBUG=1 shows where it happened."""
    shown = f"{type(error).__name__}: {error}"
    return WhitepaperError(
        f"程序内部错误（{shown}），未生成文件。请把这一行和所用的文件发给维护者；设 WHITEPAPER_DEBUG=1 可见详情。",
        en=f"a fault of the program itself ({shown}); set WHITEPAPER_DEBUG=1 to see where",
    )


if __name__ == "__main__":
    main()
