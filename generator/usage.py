"""A call that the command line cannot read, in the words of the user's language.

Typer says such faults in English only, by exceptions of Click, which newer releases carry inside them: they are told
apart by name and by what they hold, so that either kind is understood.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from generator.errors import InputError

_VALUES: tuple[tuple[str, str], ...] = (
    (r"valid integer", "须为整数"),
    (r"valid (?:number|float)", "须为数字"),
    (r"valid boolean", "须为 true 或 false"),
    (r"greater than or equal to (\S+)|range x>=([^\s.]+)", "须不小于 {0}"),
    (r"less than or equal to (\S+)|range x<=([^\s.]+)", "须不大于 {0}"),
    (r"range ([^\s<]+)<=x<=([^\s.]+)", "须在 {0}–{1} 之间"),
)
"""What Click and Typer say of a value, and what that is in Chinese; the groups that match fill the braces."""


def named(option: str, value: str | None) -> str | None:
    """Return what an option names, None where it is not given; InputError where it is given and empty, which a
    variable of a script that holds nothing would be."""
    if value is not None and not value.strip():
        raise InputError(f"{option} 没有写单位", en=f"{option} names no unit")
    return value


def is_usage(error: Exception) -> bool:
    """Return whether an exception tells of a call that makes no sense."""
    return hasattr(error, "format_message") and hasattr(error, "exit_code")


def wants_help(error: Exception) -> bool:
    """Return whether nothing was asked for, so that the help is the answer."""
    return type(error).__name__ == "NoArgsIsHelpError"


def in_words(error: Any) -> InputError:
    """Return a usage error with what is wrong, how the command is called, and where its help is."""
    english = error.format_message()
    ctx = getattr(error, "ctx", None)
    if ctx is None:
        return InputError(_chinese(error), en=english)
    usage, path = " ".join(str(ctx.get_usage()).split()).removeprefix("Usage: "), ctx.command_path
    called = usage.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
    return InputError(
        f"{_chinese(error)}\n用法：{called}\n说明：{path} --help", en=f"{english}\nUsage: {usage}\nHelp: {path} --help"
    )


def _chinese(error: Any) -> str:
    match type(error).__name__:
        case "MissingParameter":
            return f"缺少{_parameter(error)}"
        case "BadParameter":
            return f"{_parameter(error)} 的值无效：{_value(str(error.message))}"
        case "NoSuchOption":
            return f"没有选项 {error.option_name}{_perhaps(getattr(error, 'possibilities', None) or ())}"
        case "BadOptionUsage":
            takes = "not take" in str(error.message)
            return f"选项 {error.option_name} {'不带值' if takes else '后面缺少它的值'}"
    return _plain(error)


def _plain(error: Any) -> str:
    """Return what an error without a kind of its own says: of commands and of arguments too many."""
    message = str(error.message)
    if found := re.search(r"No such command ['\"]?([^'\"]*)", message):
        name = found.group(1).rstrip(".")
        commands = list(getattr(getattr(error.ctx, "command", None), "commands", {}))
        near = _perhaps(get_close_matches(name, commands, 3, 0.5))
        return f"没有命令“{name}”{near}" if near else f"没有命令“{name}”；可用的命令：{'、'.join(commands)}"
    if found := re.search(r"unexpected extra arguments?(?:\(s\))? \((.*)\)", message):
        return f"多出的参数：{found.group(1)}"
    if message.startswith("Missing command"):
        return "缺少命令"
    return f"命令用法有误：{message}"


def _parameter(error: Any) -> str:
    """Return what a parameter is called: 选项 --jobs, 参数 EDITION."""
    parameter = getattr(error, "param", None)
    if parameter is None:
        return f"参数 {getattr(error, 'param_hint', None) or ''}".rstrip()
    if parameter.param_type_name == "option":
        return f"选项 {max(parameter.opts, key=len)}"
    return f"参数 {getattr(parameter, 'metavar', None) or str(parameter.name).upper()}"


def _value(message: str) -> str:
    for pattern, chinese in _VALUES:
        if found := re.search(pattern, message):
            return chinese.format(*(group for group in found.groups() if group))
    return message


def _perhaps(names: Any) -> str:
    return f"，是否为 {'、'.join(sorted(names))}？" if names else ""
