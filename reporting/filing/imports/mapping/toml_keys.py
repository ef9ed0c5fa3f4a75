"""The keys of a table of TOML, read one by one: what is missing, of another kind, or not known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from reporting.findings import Finding, Place
from reporting.packages.csv_text import shown

TEXT, TEXTS, FLAG, NUMBER, TABLE = '"…"', '["…", …]', "true | false", "1, 2, …", "{ … = … }"

SHORTEST = 3
"""How many letters a name has at least that is taken for a part of another."""


def nearest(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """Return the known name that is most like another, or has it as a part; a dash if none is."""
    folded = {each.casefold(): each for each in known}
    meant = name.casefold()
    close = get_close_matches(meant, folded, 1)
    within = (each for each in folded if meant in each or (len(each) >= SHORTEST and each in meant))
    return folded[close[0]] if close else folded.get(next(within, ""), "–")


def constant(value: object) -> str | None:
    """Return a value of TOML as a cell of a table has it; none for what is no single value."""
    match value:
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case str() | int() | float():
            return str(value)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlKeys:
    """A table of TOML.

    Attributes:
        of: Its keys and values.
        file: The file.
        where: Where it stands, as ``source.credits``.
        findings: What is wrong with it is added here.
        used: The keys that were asked for.
    """

    of: Mapping[str, Any]
    file: str
    where: str
    findings: list[Finding]
    used: set[str] = field(default_factory=set)

    def say(self, code: str, key: str = "", /, **values: str) -> None:
        """Add a finding about a key, or the table."""
        place = Place(package=self.file, table=self.where, field=key)
        self.findings.append(Finding(code=code, place=place, values=values))

    def wrong(self, key: str, expected: str) -> None:
        """Say that a key has another value than it may have."""
        self.say("mapping-value-wrong", key, expected=expected, value=shown(repr(self.of.get(key))))

    def text(self, key: str, *, needed: bool = False) -> str:
        """Return a text; empty if there is none."""
        self.used.add(key)
        if key not in self.of:
            if needed:
                self.say("mapping-key-missing", key, key=key)
            return ""
        if isinstance(self.of[key], str) and (self.of[key] or not needed):
            return str(self.of[key])
        self.wrong(key, TEXT)
        return ""

    def in_japanese(self, keys: Mapping[str, str]) -> Mapping[str, str]:
        """Return the Japanese of texts, each under the name that its key stands for.

        Args:
            keys: The names by key; the Japanese stands under the key with ``_ja``.
        """
        told = {name: self.text(f"{key}_ja") for key, name in keys.items()}
        return {name: text for name, text in told.items() if text}

    def texts(self, key: str, *, or_one: bool = False, needed: bool = False) -> tuple[str, ...]:
        """Return a list of texts; with ``or_one``, a single one may stand without the list."""
        self.used.add(key)
        if key not in self.of:
            if needed:
                self.say("mapping-key-missing", key, key=key)
            return ()
        value = self.of[key]
        if or_one and isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(constant(each) is not None for each in value):
            return tuple(str(constant(each)) for each in value)
        self.wrong(key, f"{TEXT} | {TEXTS}" if or_one else TEXTS)
        return ()

    def flag(self, key: str) -> bool | None:
        """Return true or false; none if it is not said."""
        self.used.add(key)
        value = self.of.get(key)
        if key in self.of and not isinstance(value, bool):
            self.wrong(key, FLAG)
        return value if isinstance(value, bool) else None

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        """Return one of several texts; empty if there is none."""
        found = self.text(key)
        if found and found not in known:
            self.wrong(key, " | ".join(known))
            return ""
        return found

    def pairs(self, key: str) -> Mapping[str, str]:
        """Return a table of texts; empty if there is none."""
        self.used.add(key)
        value = self.of.get(key, {})
        if isinstance(value, dict) and all(constant(each) is not None for each in value.values()):
            return {name: str(constant(each)) for name, each in value.items()}
        self.wrong(key, TABLE)
        return {}

    def below(self, key: str) -> "TomlKeys | None":
        """Return the table under a key; none if there is none."""
        self.used.add(key)
        value = self.of.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, TABLE)
            return None
        return self.at(value, key)

    def at(self, value: Mapping[str, Any], key: str) -> "TomlKeys":
        """Return a table that stands below this one."""
        where = f"{self.where}.{key}" if self.where else key
        return TomlKeys(of=value, file=self.file, where=where, findings=self.findings)

    def each(self, key: str) -> Iterator[tuple[str, "TomlKeys"]]:
        """Yield the tables under a key, by name: of a list of tables, each."""
        below = self.below(key)
        if below is None:
            return
        for name, value in below.of.items():
            several = value if isinstance(value, list) else [value]
            for at, one in enumerate(several, start=1):
                if isinstance(one, dict):
                    yield name, below.at(one, name if len(several) == 1 else f"{name}[{at}]")
                else:
                    below.wrong(name, TABLE)

    def rest(self, known: tuple[str, ...] = ()) -> None:
        """Say which keys nobody asked for."""
        for key in self.of:
            if key not in self.used:
                meant = nearest(key, (*sorted(self.used), *known))
                self.say("mapping-key-unknown", key, key=shown(key), meant=meant)
