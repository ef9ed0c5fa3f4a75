"""What became of a download, for people and for programs."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from reporting.findings import Finding
from reporting.messages import Text, _, alike, joined, ngettext
from reporting.packages.csv_text import shown
from reporting.releases.signature import SignatureState, SignatureVerdict
from reporting.releases.verification import FileVerdict, Verdict, Verification
from reporting.renderers.findings import COMMA, FindingsReport, FindingsSection, ReportedFinding

WHOLE_FILE = _("file")
UNTOLD = frozenset((Verdict.WHOLE, Verdict.SAME_CONTENT, Verdict.NOT_JUDGED))
LINE = alike("\n")
LONGEST_PATH = 4096


def verification_report(found: Verification, language: str = "en") -> FindingsReport:
    """Return what became of a download, file by file, and a closing word on all of it."""
    told = [each for each in found.files if each.verdict not in UNTOLD]
    return FindingsReport(
        language=language,
        title=_("Verification of %(name)s", name=shown(found.name))[language],
        summary=joined(_lines(found), LINE)[language],
        sections=tuple(
            FindingsSection(
                name=shown(each.path),
                findings=tuple(
                    ReportedFinding(where=_where(finding, each, language), finding=finding)
                    for finding in each.findings
                ),
            )
            for each in told
        ),
    )


def _where(finding: Finding, verdict: FileVerdict, language: str) -> str:
    """Return where in a file something was found: the file in a zip, table, row and field."""
    place, values = finding.place, finding.values
    table = "" if "/" in verdict.path else place.table
    parts = (values.get("file", ""), table, values.get("row", ""), place.field)
    return COMMA[language].join(map(shown, filter(None, parts))) or WHOLE_FILE[language]


def _lines(found: Verification) -> Iterator[Text]:
    yield joined(_counts(Counter(each.verdict for each in found.files)), COMMA)
    manifest = found.manifest
    yield _(
        "Judged by the manifest of %(version)s, SHA-256 %(hash)s",
        version=manifest.version,
        hash=found.manifest_sha256,
    )
    yield _signature(found.signature)
    yield _("Whole: as released") if found.is_whole() else _outcome(found)


def _outcome(found: Verification) -> Text:
    if found.is_whole(of_content=True):
        return _("Every row is as released; not every stored file has its bytes (--content)")
    return _("Not as released")


def _counts(counts: Mapping[Verdict, int]) -> Iterator[Text]:
    """Yield how many files each verdict has; of none, nothing."""
    texts = {
        Verdict.WHOLE: ngettext(
            "%(count)s file whole", "%(count)s files whole", counts[Verdict.WHOLE]
        ),
        Verdict.SAME_CONTENT: ngettext(
            "%(count)s copy of the same content",
            "%(count)s copies of the same content",
            counts[Verdict.SAME_CONTENT],
        ),
        Verdict.SAVED_ANEW: ngettext(
            "%(count)s of other bytes and the same content",
            "%(count)s of other bytes and the same content",
            counts[Verdict.SAVED_ANEW],
        ),
        Verdict.ALTERED: ngettext(
            "%(count)s altered", "%(count)s altered", counts[Verdict.ALTERED]
        ),
        Verdict.MISSING: ngettext(
            "%(count)s missing", "%(count)s missing", counts[Verdict.MISSING]
        ),
        Verdict.ADDED: ngettext("%(count)s added", "%(count)s added", counts[Verdict.ADDED]),
        Verdict.NOT_JUDGED: ngettext(
            "%(count)s description not judged",
            "%(count)s descriptions not judged",
            counts[Verdict.NOT_JUDGED],
        ),
    }
    told = [text for verdict, text in texts.items() if counts[verdict]]
    yield from told or (_("no file"),)


def _signature(signature: SignatureVerdict) -> Text:
    match signature.state:
        case SignatureState.NONE:
            return _("Not signed")
        case SignatureState.UNKNOWN:
            return _("Signed; the publisher's keys are not at hand to judge it (--signers)")
        case SignatureState.GOOD:
            return _("Signed by %(signer)s", signer=shown(signature.signer))
    return _(
        "The signature is not that of the publisher: %(reason)s", reason=shown(signature.reason)
    )


def verification_json(found: Verification) -> str:
    """Return what became of a download as JSON: each file with its verdict, each finding."""
    manifest = found.manifest
    record = {
        "name": shown(found.name, LONGEST_PATH),
        "version": manifest.version,
        "created": manifest.created.isoformat() if manifest.created else None,
        "manifest_sha256": found.manifest_sha256,
        "signature": found.signature.state.value,
        "signer": found.signature.signer,
        "is_whole": found.is_whole(),
        "is_of_same_content": found.is_whole(of_content=True),
        "files": [
            {"path": shown(each.path, LONGEST_PATH), "verdict": each.verdict.value}
            for each in found.files
        ],
        "findings": [
            {
                "path": shown(each.path, LONGEST_PATH),
                "in_row": finding.values.get("row", ""),
                **finding.as_record(),
            }
            for each in found.files
            for finding in each.findings
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
