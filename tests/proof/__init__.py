"""Long proofs: accessibility in every mode, the same bytes everywhere, killed builds."""
