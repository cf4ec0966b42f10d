"""The small language of claims and reveals: numbers of runs, compared and added up.

An expression of Python with numbers, + - * / ( ), the functions min, max, abs and spread, and names; of a check also
< <= > >=, chained as in 'a < b < c', `and` and `or`. '5 %' is 0.05.

A name is RUN.MEASURE.DETAIL, such as `equal.solved.angle`. Of a run with several seeds it is their mean; `spread(...)`
of one name is the largest minus the smallest.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf, nan

_ALLOWED = re.compile(r"[\w\s.,%<>=+*/()-]*", re.ASCII)
_NAME = re.compile(r"(?<![\w.])[A-Za-z]\w*(?:\.[\w-]+)+")
_PERCENT = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s*%")
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "abs": lambda value: abs(value),
}
_NUMBER = "a number such as 'a.test.angle - 5 %', with + - * / ( ), " + ", ".join((*_FUNCTIONS, "spread"))
_CHECK = "a check such as 'a.test.angle < 95 %', with < <= > >=, 'and', 'or'"


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
    parser = _Parser(text)
    return Expression(parser.text, tuple(parser.names.values()), True, parser.check(parser.tree(_CHECK)))


def parse_number(text: str) -> Expression:
    """A number such as 'plain.test.angle - starved.test.angle'.

    Raises:
        ExpressionError: It is none.
    """
    parser = _Parser(text)
    return Expression(parser.text, tuple(parser.names.values()), False, parser.number(parser.tree(_NUMBER)))


def _divided(a: float, b: float) -> float:
    return a / b if b else (nan if not a else inf)


_OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: _divided,
}
_COMPARISONS: dict[type, Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class _Parser:
    """Lets Python parse the text, and turns the nodes that are allowed into what computes them.

    For Python a name is one word and '5 %' is 5, with blanks for the other signs: places in the text stay the same.
    """

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        if strange := _ALLOWED.sub("", self.text, count=1):
            raise ExpressionError(f"Checks have names, numbers and < > + - * / ( ). Received: {strange!r:.40}.")
        self.names = {match.start(): _name(match[0]) for match in _NAME.finditer(self.text)}
        self._percents = {match.start() for match in _PERCENT.finditer(self.text)}

    def tree(self, expected: str) -> ast.expr:
        words = _NAME.sub(lambda match: re.sub("[.-]", "_", match[0]), self.text)
        try:
            return ast.parse(_PERCENT.sub(lambda match: match[1].ljust(len(match[0])), words), mode="eval").body
        except SyntaxError as error:
            raise self._error(expected, error.offset - 1 if error.offset else len(self.text)) from error

    def _error(self, expected: str, place: int) -> ExpressionError:
        rest = self.text[place:] or "the end"
        return ExpressionError(f"{self.text!r}: expected {expected}, came to {rest!r:.60}.")

    def check(self, node: ast.expr) -> _Value:
        match node:
            case ast.BoolOp(op=op, values=values):
                join, parts = any if isinstance(op, ast.Or) else all, [self.check(value) for value in values]
                return lambda numbers: float(join(part(numbers) for part in parts))
            case ast.Compare(left=left, ops=ops, comparators=others) if {*map(type, ops)} <= {*_COMPARISONS}:
                signs, values = [_COMPARISONS[type(op)] for op in ops], [self.number(each) for each in (left, *others)]
                return lambda numbers: _chain(signs, [value(numbers) for value in values])
        raise self._error(_CHECK, node.col_offset)

    def number(self, node: ast.expr) -> _Value:
        match node:
            case ast.Constant(value=float() | int() as value) if not isinstance(value, bool):
                number = value / 100 if node.col_offset in self._percents else value
                return lambda numbers: number
            case ast.Name() if name := self.names.get(node.col_offset):
                return lambda numbers: _mean(numbers(name))
            case ast.BinOp(left=left, op=op, right=right) if combine := _OPERATORS.get(type(op)):
                a, b = self.number(left), self.number(right)
                return lambda numbers: combine(a(numbers), b(numbers))
            case ast.Call(func=ast.Name(id="spread"), args=[ast.Name(col_offset=place)], keywords=[]) if (
                name := self.names.get(place)
            ):
                return lambda numbers: max(numbers(name)) - min(numbers(name))
            case ast.Call(func=ast.Name(id=function), args=[_, *others] as values, keywords=[]) if (
                function in _FUNCTIONS and not (others and function == "abs")
            ):
                arguments, compute = [self.number(value) for value in values], _FUNCTIONS[function]
                return lambda numbers: compute(*(argument(numbers) for argument in arguments))
        raise self._error(_NUMBER, node.col_offset)


def _name(text: str) -> Name:
    run, measure, *details = text.split(".")
    return Name(run, measure, tuple(details))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _chain(signs: list[Callable[[float, float], bool]], values: list[float]) -> float:
    return float(all(sign(a, b) for sign, a, b in zip(signs, values, values[1:], strict=False)))


def numbers_from(table: Mapping[Name, list[float]]) -> Numbers:
    """Numbers that are known already."""
    return table.__getitem__
