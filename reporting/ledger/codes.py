"""The codes that stand in the relations of the ledger."""

ISSUANCE = "issuance"
TRANSFER = "transfer"
ACQUISITION = "acquisition"
RETIREMENT = "retirement"
CANCELLATION = "cancellation"
VOLUNTARY_CANCELLATION = "voluntary_cancellation"
MOVEMENTS = (TRANSFER, ACQUISITION)
ENDS = (RETIREMENT, CANCELLATION, VOLUNTARY_CANCELLATION)
KINDS = (ISSUANCE, *MOVEMENTS, *ENDS)

UNIT = "unit"
ITMO = "itmo"
POOL = "pool"

PARIS = "paris"
UNRESOLVED = "unresolved"
UNIDENTIFIED = "unidentified"

FIRST_TRANSFERRED = "first_transferred"
ACQUIRED = "acquired"
USED = "used"
USED_FOR_OIMP = "used_for_oimp"
CANCELLED = "cancelled"

FIRST_TRANSFER = "first_transfer"
USE = "use"
OIMP = ("IMP", "OP")
NON_GHG = "non_ghg"
