"""Which rules of the law a form or a command reaches, followed name by name through the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

CODE = Path(__file__).parents[2] / "reporting"
LAW = CODE / "accounting"


def reached() -> set[str]:
    """Return the names used outside the law, and in whatever of the law those names define."""
    found: set[str] = set()
    for path in CODE.rglob("*.py"):
        if LAW not in path.parents:
            found |= set(_names(ast.parse(path.read_text(encoding="utf-8"))))
    definitions = dict[str, set[str]]()
    for path in LAW.glob("*.py"):
        for name, body in _definitions(ast.parse(path.read_text(encoding="utf-8"))):
            definitions[name] = definitions.get(name, set()) | body
    waiting = found & definitions.keys()
    while waiting:
        name = waiting.pop()
        fresh = definitions.pop(name) - found
        found |= fresh
        waiting |= fresh & definitions.keys()
    return found


def _definitions(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """Yield each function, method and value with the names in it; of a class, its fields alone."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
            for each in methods:
                yield each.name, set(_names(each))
            fields = {name for each in node.body if each not in methods for name in _names(each)}
            yield node.name, fields
        elif isinstance(node, ast.FunctionDef):
            yield node.name, set(_names(node))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                for name in _names(target):
                    yield name, set(_names(node))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
