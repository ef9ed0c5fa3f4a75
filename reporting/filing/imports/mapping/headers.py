"""Names of columns in files beside those that a mapping uses: none missing, none left over."""

from collections.abc import Iterator
from dataclasses import replace

from reporting.filing.imports.mapping.columns import Loaded, named_columns, origin, own_columns
from reporting.filing.imports.mapping.model import MappingFile
from reporting.filing.imports.mapping.sources.loaded import LoadedSource, is_link
from reporting.filing.imports.mapping.sources.part import fits
from reporting.filing.imports.mapping.toml_keys import nearest
from reporting.findings import Finding
from reporting.packages.csv_text import shown


class HeaderCheck:
    """What a mapping says of columns, compared with files.

    Attributes:
        findings: Columns that are missing, and those neither used nor ignored.
        unreadable: The sources whose rows cannot be read for it.
    """

    def __init__(self, mapping: MappingFile, loaded: Loaded) -> None:
        """Compare."""
        self.mapping, self.loaded = mapping, loaded
        self.unreadable: set[str] = set()
        self.findings: list[Finding] = []
        self._used: dict[str, set[str]] = {name: set() for name in mapping.sources}
        self._taken: dict[str, set[str]] = {name: set() for name in mapping.sources}
        for name in mapping.sources:
            for column, where in own_columns(mapping, name).items():
                self._own(name, column, where)
        for main in mapping.mains:
            for column, where in named_columns(mapping, main.name).items():
                self._named(main.name, column, where)
        # The parts of cells have the columns of the source that they are taken from.
        for source in mapping.sources.values():
            if source.parts is not None and source.parts.of in self._used:
                self._used[source.parts.of] |= self._used[source.name]
        for name in mapping.filed:
            self.findings += [*self._in_each(loaded[name]), *self._unused(loaded[name])]

    def _own(self, source: str, column: str, where: str) -> None:
        of = self.loaded[source]
        self._used[source].add(column)
        if not of.parts and of.source.may_be_missing:
            return
        if not of.has(column) and column not in of.source.optional:
            self._missing(source, column, where, (source,))

    def _named(self, main: str, column: str, where: str) -> None:
        found = origin(self.mapping, self.loaded, main, column)
        if found is not None:
            self._used[found.source].add(found.column)
            return
        several = (main, *(each.name for each in self.mapping.joined(main)))
        prefixed = tuple(each for each in several if column.startswith(f"{each}."))
        self._missing(main, column, where, prefixed or several)

    def _missing(self, main: str, column: str, where: str, sources: tuple[str, ...]) -> None:
        self.unreadable.add(self._main(main))
        known = {
            name: source
            for source in sources
            for name in self.loaded[source].written
            if name not in self._used[source]
        }
        of = sources[0]
        if not any(self.loaded[each].parts for each in sources):
            return  # the file itself is what is missing, which is told
        bare = column.removeprefix(f"{of}.") if len(sources) == 1 else column
        meant = nearest(bare, known)
        if meant in known:
            of = known[meant]
            self._taken[of].add(meant)
        values = {"column": shown(bare), "meant": meant, "where": where}
        self.findings.append(
            Finding(code="mapping-header-missing", place=self.loaded[of].heading, values=values)
        )

    def _main(self, source: str) -> str:
        while (join := self.mapping.sources[source].join) is not None:
            source = join.to
        return source

    def _unused(self, of: LoadedSource) -> Iterator[Finding]:
        used = self._used[of.source.name] | self._taken[of.source.name]
        for name, written in of.written.items():
            is_ignored = any(fits(name, each) for each in of.source.ignore)
            if name in used or is_ignored or is_link(name):
                continue
            cells = sum(
                len(part.rows[written]) - part.rows[written].null_count
                for part in of.parts
                if written in part.rows.column_names
            )
            heading, letter = of.heading, of.letter(name)
            cell = f"{letter}{heading.row} {name}" if letter else name
            values = {"column": shown(name), "cells": str(cells), "source": of.source.name}
            place = replace(heading, field=cell)
            yield Finding(code="mapping-column-unused", place=place, values=values)

    def _in_each(self, of: LoadedSource) -> Iterator[Finding]:
        """Yield the columns that one of several files of a source does not have."""
        for name in of.written:
            if name not in self._used[of.source.name] or name in of.source.optional:
                continue
            for part in of.parts:
                if of.written[name] not in part.rows.column_names:
                    self.unreadable.add(self._main(of.source.name))
                    here = replace(of.heading, package=part.file, table=part.sheet)
                    known = tuple(
                        each
                        for each in part.rows.column_names
                        if each not in self._used[of.source.name]
                    )
                    values = {
                        "column": shown(name),
                        "meant": nearest(name, known),
                        "where": f"source.{of.source.name}",
                    }
                    yield Finding(code="mapping-header-missing", place=here, values=values)
