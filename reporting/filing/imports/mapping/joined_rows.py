"""The rows of a source that are kept, with the columns of those joined to them and their splits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.imports.mapping.columns import Loaded, named_columns, origin
from reporting.filing.imports.mapping.conditions import KeptRows
from reporting.filing.imports.mapping.model import (
    LengthCheck,
    MappedSource,
    MappingFile,
    RowGroup,
    TextSplit,
)
from reporting.filing.imports.mapping.quantities import without_thousands
from reporting.filing.imports.mapping.row_faults import (
    RowFaults,
    Said,
    are_among,
    is_every,
    is_true,
)
from reporting.filing.imports.mapping.row_groups import (
    Keys,
    added_up,
    counted,
    keys_of,
    numbered,
    ordered_date,
)
from reporting.filing.imports.mapping.sources.loaded import LoadedSource
from reporting.findings import Finding, Place
from reporting.packages.csv_text import shown

BETWEEN = "\x1f"
"""Stands between the parts of a key: no text has it."""
WHOLE = r"^[0-9]+$"
COUNTABLE = r"^[0-9]{1,36}$"
DIGITS_OF_INT64 = 18
LONGER = pa.decimal128(36, 0)  # a difference and one more of such numbers are still exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the values of a column stand.

    Attributes:
        source: The source.
        column: Its column there.
        at: The position of each row there.
    """

    source: LoadedSource
    column: str
    at: pa.Array

    def place(self, position: int) -> Place:
        """Return where the value of a row stands."""
        found = self.at[position].as_py()
        return self.source.heading if found is None else self.source.place(found, self.column)


@dataclass(kw_only=True)
class JoinedRows:
    """The rows of a main source.

    Attributes:
        mapping: The mapping.
        loaded: The sources.
        main: The main source.
        at: The position of each row in it.
        kept: The rows of each source that are kept.
        faults: What is wrong with them.
    """

    mapping: MappingFile
    loaded: Loaded
    main: LoadedSource
    at: pa.Array
    kept: Mapping[str, KeptRows]
    faults: RowFaults
    _joined: dict[str, pa.Array] = field(default_factory=dict)
    _groups: dict[str, Mapping[str, pa.Array]] = field(default_factory=dict)
    _values: dict[str, pa.Array] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.at)

    def values(self, name: str) -> pa.Array:
        """Return a column."""
        if name not in self._values:
            self._values[name] = self._read(name)
        return self._values[name]

    def _read(self, name: str) -> pa.Array:
        found = origin(self.mapping, self.loaded, self.main.source.name, name)
        if found is None:
            raise KeyError(name)  # headers were looked at before
        if found.split is not None:
            return self._split(found.split)[name]
        if found.group is not None:
            return self._group(found.group)[name]
        column = self.loaded[found.source].column(found.column)
        at = self._positions(found.source)
        return column if at is self.at and len(at) == len(column) else column.take(at)

    def standing(self, name: str) -> Standing:
        """Return where a column stands."""
        found = origin(self.mapping, self.loaded, self.main.source.name, name)
        if found is None:
            raise KeyError(name)
        at = self._positions(found.source)
        return Standing(source=self.loaded[found.source], column=found.column, at=at)

    def thousands(self, name: str) -> str:
        """Return the mark between thousands in the numbers of a column."""
        return self.standing(name).source.source.thousands

    def add(self, code: str, where: pa.Array, name: str, said: Said) -> None:
        """Leave rows out for what a column says."""
        self.faults.add(code, name, where, self.standing(name).place, said)

    def everything(self) -> None:
        """Join and take apart what no table asks for: it may be at fault all the same."""
        for name, where in named_columns(self.mapping, self.main.source.name).items():
            if not where.startswith("table."):
                self.refuse(name, is_every(self.count))
        for source in self.mapping.joined(self.main.source.name):
            self._positions(source.name)
        for split in self.mapping.splits:
            if self.mapping.main_of(split.source) == self.main.source.name:
                self._split(split)
        for group in self.mapping.groups:
            if self.mapping.main_of(group.source) == self.main.source.name:
                self._group(group)

    def refuse(self, name: str, where: pa.Array) -> None:
        """Leave out the rows whose cell of a column was not taken from the file."""
        standing = self.standing(name)
        refused = dict(standing.source.refused(standing.column))
        if not refused:
            return
        is_refused = is_true(pc.is_in(standing.at, value_set=pa.array([*refused], pa.int64())))
        by_code: dict[str, list[int]] = {}
        for position in pc.indices_nonzero(pc.and_(is_refused, where)).to_pylist():
            by_code.setdefault(refused[standing.at[position].as_py()].code, []).append(position)
        for code, positions in by_code.items():
            self.faults.add(
                code,
                f"{standing.source.source.name}.{standing.column}",
                are_among(positions, self.count),
                standing.place,
                lambda at: refused[standing.at[at].as_py()].values,
            )

    # ── what is joined ────────────────────────────────────────────────────────────────────────────

    def _positions(self, source: str) -> pa.Array:
        if source == self.main.source.name:
            return self.at
        if source not in self._joined:
            self._joined[source] = self._join(self.mapping.sources[source])
        return self._joined[source]

    def _join(self, source: MappedSource) -> pa.Array:
        """Return the position of the row of another source that each row gets; null for none."""
        of, join = self.loaded[source.name], source.join
        if join is None:
            return self.at
        names = [*join.on.values()]
        there = keyed([self.values(name) for name in names])
        rows = pc.indices_nonzero(self.kept[source.name].mask)
        here = keyed([of.column(name).take(rows) for name in join.on])
        codes = here.dictionary_encode()
        firsts = first_of_each(codes)
        found = pc.index_in(there, value_set=codes.dictionary)
        self._contradicting(of, rows, codes, firsts, found)
        self._unused(of, rows, codes, found)
        if not join.is_optional:
            said = _values_of(there)
            values = {"source": source.name}
            self.add(
                "mapping-join-unmatched",
                pc.is_null(found),
                names[0],
                lambda at: {**said(at), **values},
            )
        return rows.take(firsts).take(found)

    def _contradicting(
        self,
        of: LoadedSource,
        rows: pa.Array,
        codes: pa.DictionaryArray,
        firsts: pa.Array,
        found: pa.Array,
    ) -> None:
        """Say which rows of one key differ; the rows that would get them are left out."""
        if len(firsts) == len(codes) - codes.null_count:
            return
        others = firsts.take(codes.indices)
        clashing: dict[int, tuple[int, int, str]] = {}
        for name in of.written:
            column = of.column(name).take(rows)
            for at in pc.indices_nonzero(is_true(differs(column, column.take(others)))).to_pylist():
                clashing.setdefault(codes.indices[at].as_py(), (at, others[at].as_py(), name))
        if not clashing:
            return
        told = []
        for code, (second, first, name) in clashing.items():
            count = pc.sum(pc.equal(found, code)).as_py() or 0
            values = {
                "value": shown(str(codes.dictionary[code]).replace(BETWEEN, " | ")),
                "first": str(of.number(rows[first].as_py())),
                "rows": str(count),
            }
            told.append((of.place(rows[second].as_py(), name), values))
        self.faults.tell("mapping-join-contradicts", told)
        self.faults.leave_out(pc.is_in(found, value_set=pa.array([*clashing], found.type)))

    def _unused(
        self, of: LoadedSource, rows: pa.Array, codes: pa.DictionaryArray, found: pa.Array
    ) -> None:
        is_used = pc.is_in(codes.indices, value_set=pc.drop_null(pc.unique(found)))
        unused = pc.indices_nonzero(pc.invert(is_used))
        if len(unused):
            values = {"rows": str(len(unused)), "source": self.main.source.name}
            place = of.place(rows[unused[0].as_py()].as_py())
            self.faults.findings.append(
                Finding(code="mapping-join-unused", place=place, values=values)
            )

    # ── what is taken apart ───────────────────────────────────────────────────────────────────────

    def _split(self, split: TextSplit) -> Mapping[str, pa.Array]:
        if split.name not in self._groups:
            texts = self.values(split.column)
            groups, is_matched = taken_apart(texts, split)
            self._groups[split.name] = groups
            unmatched = pc.and_(pc.is_valid(texts), pc.invert(is_matched))
            said, name = _values_of(texts), {"split": split.name}
            self.add(
                "mapping-split-unmatched", unmatched, split.column, lambda at: {**said(at), **name}
            )
            if split.check:
                self._checked(split.check)
        return self._groups[split.name]

    def _checked(self, check: LengthCheck) -> None:
        """Say which lengths are not the quantities."""
        terms = (check.last, check.first, check.quantity)
        texts = [whole_numbers(self.values(each), self.thousands(each)) for each in terms]
        last, first, quantity = numbers(texts)
        length = pc.add(pc.subtract(last, first), pa.scalar(1, last.type))
        stated = pc.and_(pc.and_(*map(pc.is_valid, texts[:2])), pc.is_valid(texts[2]))
        fails = pc.and_not(stated, is_true(pc.equal(length, quantity)))
        if self._is_quantity(check.quantity):  # what is no number is told where it is read
            fails = pc.and_(fails, pc.match_substring_regex(texts[2], WHOLE))

        def said(at: int) -> Mapping[str, str]:
            return {
                "value": shown(texts[2][at].as_py() or ""),
                "length": str(length[at].as_py() if length[at].is_valid else "–"),
                "check": str(check),
            }

        self.add("mapping-check-failed", fails, check.quantity, said)

    def _is_quantity(self, name: str) -> bool:
        cells = (cell for table in self.mapping.tables for cell in table.cells.values())
        return any(cell.unit and cell.column == name for cell in cells)

    # ── what belongs together ─────────────────────────────────────────────────────────────────────

    def _group(self, group: RowGroup) -> Mapping[str, pa.Array]:
        if group.name not in self._groups:
            keys = keys_of([self.values(name) for name in group.by], self.count)
            within = keys_of([self.values(name) for name in group.within], self.count)
            found = {group.name: numbered(keys, within, self._order(group))}
            for name, column in group.sums.items():
                plain = plain_numbers(self.values(column), self.thousands(column))
                quantities = numbers([plain])[0].to_pylist()
                sums = added_up(keys, [None if each is None else int(each) for each in quantities])
                found[name] = [None if each is None else str(each) for each in sums]
            self._groups[group.name] = {
                name: pa.array(texts, pa.string()) for name, texts in found.items()
            }
            if group.rows:
                self._incomplete(group, keys)
        return self._groups[group.name]

    def _order(self, group: RowGroup) -> list[str | int]:
        """Return by what groups follow one another; a date that cannot be read comes first."""
        if not group.order:
            return [*range(self.count)]
        texts = self.values(group.order).to_pylist()
        if not group.dates:
            return [each or "" for each in texts]
        return [ordered_date(each or "", group.dates) for each in texts]

    def _incomplete(self, group: RowGroup, keys: Keys) -> None:
        """Say which groups have more or fewer rows than they must have."""
        counts = counted(keys)
        is_wrong = pa.array([counts[key] != group.rows for key in keys], pa.bool_())
        self.add(
            "mapping-group-incomplete",
            is_wrong,
            group.by[0],
            lambda at: {
                "value": shown(" | ".join(each or "–" for each in keys[at])),
                "expected": str(group.rows),
                "found": str(counts[keys[at]]),
            },
        )


def keyed(columns: list[pa.Array]) -> pa.Array:
    """Return columns as one, null where any is."""
    return columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, BETWEEN)


def differs(one: pa.Array, other: pa.Array) -> pa.Array:
    """Return where two columns say something else; an empty cell is not one that says something."""
    return pc.or_(is_true(pc.not_equal(one, other)), pc.xor(pc.is_null(one), pc.is_null(other)))


def first_of_each(codes: pa.DictionaryArray) -> pa.Array:
    """Return the first position of each value of a dictionary."""
    count = len(codes.dictionary)
    if count == len(codes):
        return pa.array(range(count), pa.int64())
    at = pa.array(range(len(codes)), pa.int64())
    firsts = (
        pa.table({"code": codes.indices, "at": at})
        .filter(pc.is_valid(codes.indices))
        .group_by("code")
        .aggregate([("at", "min")])
        .sort_by("code")
    )
    return firsts["at_min"].combine_chunks()


def taken_apart(texts: pa.Array, split: TextSplit) -> tuple[Mapping[str, pa.Array], pa.Array]:
    """Return the groups of texts by name, empty ones null, and which texts a pattern fits."""
    groups: dict[str, pa.Array] = {}
    matched = pa.repeat(pa.scalar(value=False), len(texts))
    for pattern in split.patterns:
        if groups and pc.all(pc.or_(matched, pc.is_null(texts))).as_py():
            break
        parts = pc.extract_regex(texts, f"^(?:{pattern})$")
        fits = pc.and_(pc.is_valid(parts), pc.invert(matched))
        for at, each in enumerate(parts.type):
            found = pc.struct_field(parts, [at])
            found = pc.if_else(is_true(pc.equal(found, "")), pa.scalar(None, pa.string()), found)
            if not groups.get(each.name):
                groups[each.name] = pc.if_else(fits, found, pa.scalar(None, pa.string()))
            else:
                groups[each.name] = pc.if_else(fits, found, groups[each.name])
        matched = pc.or_(matched, fits)
    nothing = pa.nulls(len(texts), pa.string())
    return {name: groups.get(name, nothing) for name in split.groups}, matched


def plain_numbers(texts: pa.Array, thousands: str) -> pa.Array:
    """Return numbers without the marks between thousands."""
    if not thousands:
        return texts
    codes = texts.dictionary_encode()
    plain = [without_thousands(each, thousands) for each in codes.dictionary.to_pylist()]
    return pa.array(plain, pa.string()).take(codes.indices)


def whole_numbers(texts: pa.Array, thousands: str) -> pa.Array:
    """Return numbers as `plain_numbers` does, without a fraction of nought."""
    plain = plain_numbers(texts, thousands)
    if not pc.any(pc.match_substring(plain, ".")).as_py():
        return plain
    return pc.replace_substring_regex(plain, r"^([0-9]+)\.0+$", r"\1")


def numbers(texts: list[pa.Array]) -> list[pa.Array]:
    """Return texts as whole numbers, null for what is none."""
    longest = max(pc.max(pc.utf8_length(each)).as_py() or 0 for each in texts)
    kind = pa.int64() if longest <= DIGITS_OF_INT64 else LONGER
    found = []
    for each in texts:
        is_whole = is_true(pc.match_substring_regex(each, COUNTABLE))
        whole = pc.if_else(is_whole, each, pa.scalar(None, pa.string()))
        found.append(whole.cast(kind))
    return found


def _values_of(texts: pa.Array) -> Said:
    return lambda at: {"value": shown((texts[at].as_py() or "").replace(BETWEEN, " | "))}
