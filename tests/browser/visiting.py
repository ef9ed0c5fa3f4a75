"""Pages opened in the browser, with everything noted that went wrong meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

LANGUAGES = {"en": "", "ja": "ja/"}
BAD_REQUEST = 400
LEFT = "net::ERR_ABORTED"
DESKTOP, PHONE, SMALL_PHONE = (1280, 900), (390, 844), (320, 640)
TABLET = (640, 900)
# What passes is not described element by element, which takes axe half its time.
FOUND: dict[str, Any] = {"resultTypes": ["violations"]}
# Of level AA too, though axe leaves it out unless it is asked for.
AXE: dict[str, Any] = {**FOUND, "rules": {"target-size": {"enabled": True}}}
COLOURS = ["color-contrast", "link-in-text-block"]  # that of level AAA is not promised
OPEN_ALL = "() => { for (const each of document.querySelectorAll('details')) each.open = true; }"
# Of what stands beside others of its shape (elements, classes, what is in them) three stay: axe
# weighs the colours of every word, and ten thousand rows have those of the first. Headings stay, as
# each level stands under the one above.
LEAVE_FEW_ALIKE = """
() => {
  const headed = ":is(h1, h2, h3, h4, h5, h6), :has(h1, h2, h3, h4, h5, h6)";
  const shape = (element) => {
    const known = new Map();
    for (const child of [...element.children]) {
      const its = shape(child);
      const seen = known.get(its) || 0;
      known.set(its, seen + 1);
      if (seen >= 3 && !child.matches(headed)) child.remove();
    }
    return `${element.tagName}.${element.className}(${[...known.keys()].join()})`;
  };
  shape(document.querySelector("main"));
}
"""
OF_COLOURS = {**FOUND, "runOnly": {"type": "rule", "values": COLOURS}}


@dataclass(slots=True)
class Visit:
    """A page of the browser at work on our site.

    Attributes:
        page: Playwright's page.
        address: The site's address.
        faults: Errors of scripts, refused or failed requests, requests to other origins.
    """

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a page of the site and wait until all of it is there."""
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer is not None
        assert answer.ok, path

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def resize(self, size: tuple[int, int]) -> None:
        """Change the window."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Visit]:  # noqa: ANN401
    """Open a fresh page of the browser, with options of Playwright's contexts."""
    context = browser.new_context(**options)
    visit = Visit(context.new_page(), address)
    page, faults = visit.page, visit.faults
    page.on("console", lambda said: faults.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on(
        "requestfailed",
        lambda request: (
            # What the page before was still asking for when it was left is no fault of this one.
            faults.append(f"failed: {request.url}") if request.failure != LEFT else None
        ),
    )
    page.on(
        "response",
        lambda answer: (
            faults.append(f"{answer.status}: {answer.url}")
            if answer.status >= BAD_REQUEST
            else None
        ),
    )
    context.on(
        "request",
        lambda request: (
            None if request.url.startswith(address) else faults.append(f"away: {request.url}")
        ),
    )
    try:
        yield visit
    finally:
        context.close()


def axe_violations(
    page: Page, options: dict[str, Any] = AXE, *, is_whole: bool = True
) -> list[str]:
    """Return what axe finds on a page with every group open: rule, element, what is wrong.

    Args:
        page: Playwright's page.
        options: What axe is asked.
        is_whole: Whether it looks at every row, or at three of each shape; the others are gone.
    """
    page.evaluate(OPEN_ALL)
    if not is_whole:
        page.evaluate(LEAVE_FEW_ALIKE)
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']} ({len(rule['nodes'])}): {node['html'][:160]} {node['failureSummary'][:300]}"
        for rule in found
        for node in rule["nodes"][:2]
    ]
