"""Signatures of manifests, made and judged by ``ssh-keygen``, which every machine has.

The publisher's public keys stand in ``data/releases/allowed_signers``; no private key is kept here.
"""

import shutil
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reporting.releases.manifest import MANIFEST
from reporting.releases.release import ReleaseError

SIGNATURE = f"{MANIFEST}.sig"
SIGNERS = "allowed_signers"
NAMESPACE = "jcm-open-data"


class SignatureState(StrEnum):
    """What is known of who signed a manifest."""

    NONE = "not-signed"
    UNKNOWN = "no-keys"
    GOOD = "signed"
    BAD = "signature-bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureVerdict:
    """Whether a manifest is signed by one of the keys that the publisher names.

    Attributes:
        state: What is known.
        signer: Who signed it, as the file of keys calls them; empty unless that is known.
        reason: What ssh-keygen said of a signature that is not good.
    """

    state: SignatureState
    signer: str = ""
    reason: str = ""


def sign(folder: Path, key: Path) -> Path:
    """Sign the manifest of a release with a private key, and return the signature's file.

    Raises:
        ReleaseError: It could not be signed, or is signed already.
    """
    file = folder / SIGNATURE
    if file.exists():
        msg = f"{file} is there already; a release is signed once"
        raise ReleaseError(msg)
    if not key.is_file():
        msg = f"'{key}' is no file; name the publisher's private key"
        raise ReleaseError(msg)
    done = _ssh_keygen(["sign", "-f", str(key), "-n", NAMESPACE, str(folder / MANIFEST)])
    if done.returncode or not file.is_file():
        msg = f"ssh-keygen did not sign: {done.stderr.decode('utf-8', 'replace').strip()}"
        raise ReleaseError(msg)
    return file


def judged(manifest: bytes, signature: Path, signers: Path) -> SignatureVerdict:
    """Judge the signature of a manifest.

    Args:
        manifest: The bytes of the manifest.
        signature: The file of its signature; none there: it is not signed.
        signers: The file of the publisher's keys, as ``ssh-keygen`` reads it.

    Raises:
        ReleaseError: ssh-keygen is not installed.
    """
    if not signature.is_file():
        return SignatureVerdict(state=SignatureState.NONE)
    if not signers.is_file():
        return SignatureVerdict(state=SignatureState.UNKNOWN)
    found = _ssh_keygen(["find-principals", "-f", str(signers), "-s", str(signature)])
    signer = found.stdout.decode("utf-8", "replace").strip().splitlines()
    if found.returncode or not signer:
        return SignatureVerdict(state=SignatureState.BAD, reason=_said(found))
    checked = _ssh_keygen(
        ["verify", "-f", str(signers), "-I", signer[0], "-n", NAMESPACE, "-s", str(signature)],
        manifest,
    )
    if checked.returncode:
        return SignatureVerdict(state=SignatureState.BAD, reason=_said(checked))
    return SignatureVerdict(state=SignatureState.GOOD, signer=signer[0])


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stderr or done.stdout).decode("utf-8", "replace").strip()


def _ssh_keygen(arguments: list[str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("ssh-keygen")
    if program is None:
        msg = "ssh-keygen is not installed; it comes with OpenSSH (Debian: openssh-client)"
        raise ReleaseError(msg)
    return subprocess.run(  # noqa: S603 - ssh-keygen by its path
        [program, "-Y", *arguments], input=stdin, capture_output=True, check=False
    )
