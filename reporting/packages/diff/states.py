"""The two states that are compared: what they are, opened, and brought to names that meet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Self

from reporting.bundled import MADE_UP
from reporting.findings import Finding, Place, in_order
from reporting.packages.diff.model import Side, SideFinding
from reporting.packages.diff.renames import renames_file
from reporting.packages.diff.single_file import (
    FilePackage,
    NotComparableError,
    called,
    lent,
    only,
    open_file,
)
from reporting.packages.model import Package, Table
from reporting.packages.opening import open_package, packages_in


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Data packages as they stand in a folder, or one table as it stands in a file.

    Attributes:
        name: What the state is called.
        place: The folder, or that of the file.
        folders: The folder of each package.
        is_package: Whether the folder is one package itself.
        file: The file, where the state is one.
        key: Of a file, the columns that tell which row is which; none for what describes it.
        version: The release it is, or is part of; empty if it is none.
        renames: The file of renames that belongs to them, if there is one.
    """

    name: str
    place: Path
    folders: tuple[Path, ...]
    is_package: bool = False
    file: Path | None = None
    key: tuple[str, ...] = ()
    version: str = ""
    renames: Path | None = None

    @classmethod
    def of(cls, path: Path, name: str, *, key: tuple[str, ...] = (), version: str = "") -> Self:
        """Return the state in a file of a table, or in a folder that is or holds packages.

        A folder with neither is taken for a package: that its descriptor is missing is a finding.
        """
        is_file = path.is_file()
        place = path.parent if is_file else path
        folders = () if is_file else (tuple(packages_in(path)) or (path,))
        return cls(
            name=name,
            place=place,
            folders=folders,
            is_package=folders == (path,),
            file=path if is_file else None,
            key=key,
            version=version,
            renames=renames_file(place),
        )

    @property
    def is_whole(self) -> bool:
        """Whether it is all the packages of a folder or a release."""
        return not self.is_package and self.file is None


@dataclass(slots=True, kw_only=True)
class OpenState:
    """The packages of a state, opened, and what of them cannot be read.

    Attributes:
        side: Which of the two states it is.
        name: What it is called.
        renames: The file of renames that belongs to it.
        file: The file it is, with what describes it.
        packages: Its packages, by the name under which they are compared.
        faults: The names of packages that cannot be read, by the same.
        findings: What is wrong with any of it.
    """

    side: Side
    name: str
    renames: Path | None
    file: FilePackage | None = None
    packages: dict[str, Package] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def tables(self, package: str) -> Mapping[str, Table | None]:
        """Return the tables of a package by name; those that cannot be read are None."""
        if package not in self.packages:
            return {}
        tables = self.packages[package].tables
        return {name: tables.get(name) for name in self._names(package) if name}

    def is_at_fault(self, package: str, table: str) -> bool:
        """Tell whether a table cannot be read, or may be one whose very name cannot."""
        if package not in self.packages:
            return False
        names = self._names(package)
        is_named = table in names or "" not in names
        return not is_named or (table in names and table not in self.packages[package].tables)

    def _names(self, package: str) -> tuple[str, ...]:
        """Return the names of tables as the descriptor has them; empty where there is none.

        Copies of tables of other packages, in what is published, are compared where they belong.
        """
        stated = self.packages[package].descriptor["resources"]
        resources = [each if isinstance(each, Mapping) else {} for each in stated]
        names = [each.get("name", "") for each in resources if "package" not in each]
        return tuple(each if isinstance(each, str) else "" for each in names)

    def refuse(self, package: str, table: str = "") -> None:
        """Note that a package or table of this side keeps it from being compared."""
        place = Place(package=package, table=table)
        self.findings.append(Finding(code="not-compared", place=place))

    def side_findings(self) -> Iterator[SideFinding]:
        """Yield the findings in order."""
        return (SideFinding(side=self.side, finding=each) for each in in_order(self.findings))


def without_made_up(old: State, new: State) -> tuple[State, State]:
    """Return two states as they can be compared: a release never holds the example."""
    if not (old.version or new.version):
        return old, new
    first, second = (
        replace(each, folders=tuple(of for of in each.folders if of.name not in MADE_UP))
        if each.is_whole
        else each
        for each in (old, new)
    )
    return first, second


States = tuple[OpenState, OpenState]


def opened(old: State, new: State) -> States:
    """Open two states, under names by which they meet.

    Raises:
        NotComparableError: One is a file that the other has not, or lacks a column of its key.
    """
    states = (_opened(old, Side.OLD), _opened(new, Side.NEW))
    if old.is_package and new.is_package:
        _call_alike(*states)
    if any(each.file for each in states):
        _meet(states)
    return states


def _opened(state: State, side: Side) -> OpenState:
    open_state = OpenState(side=side, name=state.name, renames=state.renames)
    if state.file:
        found = open_file(state.file, state.key)
        open_state.file = found
        open_state.findings += found.findings
        if found.package is None:
            open_state.faults[found.table] = found.table
        else:
            open_state.packages[found.package.name] = found.package
    for folder in state.folders:
        # A rule that this version does not know keeps nobody from comparing rows.
        package, findings = open_package(folder, has_rules=False)
        open_state.findings += findings
        if package is None:
            name = findings[-1].place.package  # its own, or that of its folder
            open_state.faults[name] = name
        elif package.name in open_state.packages:
            open_state.faults[package.name] = package.name
            values = {"first": open_state.packages[package.name].folder.name, "second": folder.name}
            place = Place(package=package.name)
            open_state.findings.append(Finding(code="package-twice", place=place, values=values))
        else:
            open_state.packages[package.name] = package
    return open_state


def package_names(states: States) -> tuple[str, ...]:
    """Return the names of packages in the order of the newer side, then those that were removed."""
    names = ((*each.packages, *sorted(each.faults)) for each in reversed(states))
    return tuple(dict.fromkeys(chain(*names)))


def _call_alike(old: OpenState, new: OpenState) -> None:
    """Let one package be compared with one other, whatever they are called."""
    name = package_names((old, new))[0]
    for state in (old, new):
        state.packages = dict.fromkeys((name,), *state.packages.values()) if state.packages else {}
        state.faults = dict.fromkeys((name,), *state.faults.values()) if state.faults else {}


def _meet(states: States) -> None:
    """Let a file be compared with a file, whatever they are called, or with the table it is."""
    for state, other in (states, reversed(states)):
        if state.file and not other.file:
            _narrow(other, state)
    # A folder says what its tables are called, a file not always.
    by_names = sorted((states[1], states[0]), key=_is_unsure)
    (home, name), *_ = [
        (package, table)
        for each in by_names
        for package in (*each.packages, *each.faults)
        for table in ((each.file.table,) if each.file else each.tables(package))
    ]
    for state in states:
        if state.file:
            for package in tuple(state.packages.values()):
                state.packages = {home: called(package, home, name)}
            state.faults = dict.fromkeys((home,), *state.faults) if state.faults else {}
    _lend_types(home, name, states)


def _is_unsure(state: OpenState) -> bool:
    return state.file is not None and not state.file.is_named


def _narrow(state: OpenState, other: OpenState) -> None:
    """Leave of a state the one table that a file is.

    Raises:
        NotComparableError: It is none, or could be several.
    """
    file = other.file
    if file is None:
        return
    names = {file.table}
    homes = {*other.packages} if file.is_named and file.package else set(state.packages)
    every = [
        (package, table)
        for package in (*state.packages, *state.faults)
        for table in state.tables(package)
        if table in names or f"{package}-{table}" in names
    ]
    # A package that stands alone may have another name.
    meant = [each for each in every if each[0] in homes] or every
    if len(meant) != 1:
        several = ", ".join(f"{package}/{table}" for package, table in meant)
        found = f"several tables that could be it: {several}" if several else "no table of its name"
        msg = f"'{other.name}' is the table {file.table}, and '{state.name}' has {found}"
        raise NotComparableError(msg)
    ((package, table),) = meant
    state.packages = {package: only(state.packages[package], table)}
    state.faults = {}


def _lend_types(home: str, name: str, states: States) -> None:
    """Give a table that nobody describes the types and the key of the other."""
    for state, other in (states, reversed(states)):
        file = state.file
        if file is None or file.has_types or not (state.packages and other.packages):
            continue
        table, described = (each.packages[home].tables.get(name) for each in (state, other))
        if table and described:
            has_key = bool(table.schema.primary_key)
            package = state.packages[home]
            better = lent(table, described, has_key=has_key)
            state.packages[home] = replace(package, tables={name: better})
