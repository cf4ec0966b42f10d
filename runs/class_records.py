"""What the store knows of classes, as frozen records, and how codes, secrets and nicknames are made and checked."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

CODE_SIGNS = "BCDFGHJKLMNPRSTVWXZ"  # none that look alike, no vowels: a code is never a word
CODE_LENGTH = 6
CLASS_NAME_AT_MOST = 60  # characters
DAYS_AT_MOST = 365
NICKNAME_LENGTHS = (2, 20)  # characters
_REFUSED = frozenset("<>&\"'`\\")  # of HTML
_REFUSED_KINDS = ("C", "Zl", "Zp")  # Unicode: control and invisible signs, line ends
_MARKS_AT_MOST = 2  # signs over one letter, one after another

DEFAULT_LIMITS: dict[str, Any] = {
    "runs_at_once": 1,  # of one student
    "runs_waiting": 12,  # of one student: a lesson queues nine at once
    "epochs": 10.0,  # of one run
    "networks": None,  # presets that may be trained; None: all
    "own_networks": True,  # whether networks of one's own design may be trained
    "diagnostics": 500,  # gradient diagnostics every so many steps, or less often; 0: none
}
LIMIT_BOUNDS: dict[str, tuple[float, float]] = {
    "runs_at_once": (1, 10),
    "runs_waiting": (0, 40),
    "epochs": (0.01, 100),
    "diagnostics": (0, 10_000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRecord:
    """A class. Times are UTC."""

    id: str
    code: str  # six letters, to join with
    name: str
    created: datetime
    ends: datetime  # when the engine deletes it
    ended: datetime | None  # when its teacher ended it: nobody is led or limited any more
    paused: bool  # whether no new training may start
    limits: dict[str, Any]  # see `DEFAULT_LIMITS`
    pushed: dict[str, Any] | None  # `query`, page and values of the link, and `number`, which grows with each push
    revealed: list[str] = field(default_factory=list)  # guess steps, `lesson/step`, whose histogram is shown

    def __post_init__(self) -> None:
        object.__setattr__(self, "limits", DEFAULT_LIMITS | self.limits)  # a class of an older version lacks some


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A student's browser in a class. Times are UTC."""

    owner: str  # token of the browser
    nickname: str
    joined: datetime
    seen: datetime  # when the browser was last heard of
    lesson: str  # that is open; "": none
    step: int
    following: bool  # whether the pages go where the teacher leads
    followed: int  # number of the last push that was followed
    gone: str  # "", "left" or "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessRecord:
    """What a student guessed at a step of a lesson. Times are UTC."""

    owner: str
    lesson: str
    step: int
    guess: str
    moment: datetime
    distance: float | None = None  # how far it was off, once the own runs had ended: 0 is right, 1 as far as can be
    outcome: str | None = None  # what these said to it, in words


class ClassNotFound(KeyError):  # noqa: N818 (reads as what happened)
    """No class has this id."""

    def __str__(self) -> str:
        return "This class is not there any more: it was deleted."


def new_code() -> str:
    """Six letters."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def clean_code(text: str) -> str:
    """A code as people type it, in capitals and without blanks and dashes."""
    return "".join(sign for sign in text.upper() if sign.isalnum())[: CODE_LENGTH + 1]


def digest(secret: str) -> str:
    """What the store keeps of a secret: 64 hexadecimal digits. A long random one needs no salt."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def checked_class_name(text: str) -> str:
    """The name of a class without blanks around it. Raises ValueError if it is none."""
    name = " ".join(text.split())
    if not 0 < len(name) <= CLASS_NAME_AT_MOST:
        raise ValueError(f"The name of a class has 1 to {CLASS_NAME_AT_MOST} characters. Received: {len(name)}.")
    if any(map(_is_invisible, name)):
        raise ValueError("The name of a class has no control signs. Type it anew.")
    return name


def checked_nickname(text: str) -> str:
    """The nickname in one form of Unicode, without blanks around it. Raises ValueError if it is none."""
    name = " ".join(unicodedata.normalize("NFKC", text).split())
    shortest, longest = NICKNAME_LENGTHS
    if not shortest <= len(name) <= longest:
        raise ValueError(
            f"A nickname has {shortest} to {longest} characters. Received: {len(name)}. Choose another one."
        )
    if refused := sorted({sign for sign in name if sign in _REFUSED or _is_invisible(sign)}):
        signs = " ".join(sign if sign in _REFUSED else f"U+{ord(sign):04X}" for sign in refused)
        raise ValueError(f"A nickname has no such signs: {signs}. Use letters, digits, spaces and dashes.")
    if not any(sign.isalnum() for sign in name) or _has_piles(name):
        raise ValueError("A nickname needs a letter or a digit, and no piles of accents. Choose another.")
    return name


def nickname_key(nickname: str) -> str:
    """Equal for nicknames that people take for the same."""
    return unicodedata.normalize("NFKC", nickname.casefold())


def checked_limits(changes: dict[str, Any]) -> dict[str, Any]:
    """The changed limits. Raises ValueError if one is not known or out of its bounds."""
    if unknown := sorted(changes.keys() - DEFAULT_LIMITS):
        raise ValueError(f"A class has the limits {', '.join(DEFAULT_LIMITS)}. Received: {', '.join(unknown)}.")
    for name, (low, high) in LIMIT_BOUNDS.items():
        if name in changes and not low <= changes[name] <= high:
            raise ValueError(f"`{name}` is {low:g} to {high:g}. Received: {changes[name]}.")
    return changes


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign).startswith(_REFUSED_KINDS)


def _has_piles(name: str) -> bool:
    height = 0
    for sign in name:
        height = height + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if height > _MARKS_AT_MOST:
            return True
    return False
