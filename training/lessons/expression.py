"""The small language of claims and reveals: numbers of runs, compared and added up.

    check  = both {"or" both}            both = relation {"and" relation}
    relation = sum {("<" | "<=" | ">" | ">=") sum}, one at least: 'a < b < c' is two
    sum    = product {("+" | "-") product}        product = value {("*" | "/") value}
    value  = number ["%"] | name | function "(" sum {"," sum} ")" | "(" sum ")"

A name is RUN.MEASURE.DETAIL, such as `equal.solved.angle`. Of a run with several seeds it is their mean; `spread(...)`
is the largest minus the smallest. Functions of one number or more: min, max, abs, spread.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf, nan

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*(?:\.[\w-]+)+)|([a-z]+)|(<=|>=|[-+*/()<>,%]))")
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
_FUNCTIONS = ("min", "max", "abs", "spread")


class ExpressionError(ValueError):
    """What a check cannot say; the message tells where and what may stand there."""


@dataclass(frozen=True, slots=True)
class Name:
    """RUN.MEASURE.DETAIL..."""

    run: str
    measure: str
    details: tuple[str, ...] = ()


Numbers = Callable[[Name], list[float]]  # a number of each seed
_Value = Callable[[Numbers], float]


@dataclass(frozen=True, slots=True)
class Expression:
    text: str
    names: tuple[Name, ...]
    holds: bool  # whether it is a check; else a number
    compute: Callable[[Numbers], float] = field(compare=False)

    def __call__(self, numbers: Numbers) -> float:
        """The number; of a check 1 or 0."""
        return self.compute(numbers)


def parse_check(text: str) -> Expression:
    """A check such as 'plain.solved.colour < plain.solved.angle'.

    Raises:
        ExpressionError: It is none.
    """
    return _parsed(text, check=True)


def parse_number(text: str) -> Expression:
    """A number such as 'plain.test.angle - starved.test.angle'.

    Raises:
        ExpressionError: It is none.
    """
    return _parsed(text, check=False)


def _parsed(text: str, check: bool) -> Expression:
    parser = _Parser(text)
    compute = parser.check() if check else parser.sum()
    if parser.place < len(parser.tokens):
        raise parser.error("an end" if not check else "'and', 'or' or an end")
    return Expression(text, tuple(parser.names), check, compute)


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ExpressionError(f"Checks have names, numbers and < > + - * / ( ). Received: {text[place:]!r:.40}.")
        tokens.append(match.group(0).strip())
        place = match.end()
    return tokens


class _Parser:
    """Recursive descent; every method returns what computes its part."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.place = text, _tokens(text), 0
        self.names: list[Name] = []

    def error(self, expected: str) -> ExpressionError:
        rest = " ".join(self.tokens[self.place :]) or "the end"
        return ExpressionError(f"{self.text!r}: expected {expected}, came to {rest!r:.60}.")

    def take(self, *allowed: str) -> str | None:
        if self.place < len(self.tokens) and self.tokens[self.place] in allowed:
            self.place += 1
            return self.tokens[self.place - 1]
        return None

    def check(self) -> _Value:
        parts = [self._both()]
        while self.take("or"):
            parts.append(self._both())
        return lambda numbers: float(any(part(numbers) for part in parts))

    def _both(self) -> _Value:
        parts = [self._relation()]
        while self.take("and"):
            parts.append(self._relation())
        return lambda numbers: float(all(part(numbers) for part in parts))

    def _relation(self) -> _Value:
        values, signs = [self.sum()], []
        while sign := self.take(*_COMPARED):
            signs.append(sign)
            values.append(self.sum())
        if not signs:
            raise self.error("one of < <= > >=")

        def compare(numbers: Numbers) -> float:
            known = [value(numbers) for value in values]
            return float(all(_COMPARED[sign](known[i], known[i + 1]) for i, sign in enumerate(signs)))

        return compare

    def sum(self) -> _Value:
        value = self._product()
        while sign := self.take("+", "-"):
            value = _combined(sign, value, self._product())
        return value

    def _product(self) -> _Value:
        value = self._value()
        while sign := self.take("*", "/"):
            value = _combined(sign, value, self._value())
        return value

    def _value(self) -> _Value:
        token = self.tokens[self.place] if self.place < len(self.tokens) else ""
        self.place += 1
        if token == "(":
            value = self.sum()
            self._close()
            return value
        if token in _FUNCTIONS:
            return self._function(token)
        if token[:1].isdigit():
            number = float(token) / (100 if self.take("%") else 1)
            return lambda numbers: number
        if "." in token:
            run, measure, *details = token.split(".")
            name = Name(run, measure, tuple(details))
            self.names.append(name)
            return lambda numbers: _mean(numbers(name))
        self.place -= 1
        raise self.error("a number, a name such as run.solved.angle, or one of " + ", ".join(_FUNCTIONS))

    def _function(self, function: str) -> _Value:
        if not self.take("("):
            raise self.error(f"( behind {function}")
        if function == "spread":
            return self._spread()
        values = [self.sum()]
        while self.take(","):
            values.append(self.sum())
        self._close()
        if function == "abs":
            return lambda numbers: abs(values[0](numbers))
        choose = min if function == "min" else max
        return lambda numbers: choose(value(numbers) for value in values)

    def _spread(self) -> _Value:
        """Of one name over its seeds."""
        before = len(self.names)
        self._value()
        if len(self.names) != before + 1:
            raise self.error("one name in spread( )")
        name = self.names[-1]
        self._close()
        return lambda numbers: max(numbers(name)) - min(numbers(name))

    def _close(self) -> None:
        if not self.take(")"):
            raise self.error(")")


def _combined(sign: str, first: _Value, second: _Value) -> _Value:
    return lambda numbers: _arithmetic(sign, first(numbers), second(numbers))


def _arithmetic(sign: str, a: float, b: float) -> float:
    if sign == "/":
        return a / b if b else (nan if not a else inf)
    return {"+": a + b, "-": a - b, "*": a * b}[sign]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def numbers_from(table: Mapping[Name, list[float]]) -> Numbers:
    """Numbers that are known already."""
    return table.__getitem__
