"""The grammar of mappings, as strict models; the JSON Schema is made from these."""

from bot.planning.grammar.base import Caption, Pattern, Strict, Wildcard
from bot.planning.grammar.fields import (
    AddsUp,
    Balances,
    Choices,
    Enter,
    FieldSpec,
    How,
    Kind,
    LinesSum,
    LookupBy,
    Needs,
    NotBefore,
    OneOf,
    Rule,
    SuggestBy,
    When,
)
from bot.planning.grammar.places import (
    At,
    DialogRule,
    Era,
    Pages,
    RequestPattern,
    Shown,
    ShownPlace,
    Sign,
    Table,
)
from bot.planning.grammar.screen import (
    Captured,
    ClickStep,
    Commit,
    Criterion,
    Detail,
    EnterStep,
    ExpectStep,
    FormStep,
    Lines,
    LinesStep,
    Lookup,
    Mapping,
    OpensAt,
    ReceiptAt,
    WaitForStep,
    WayStep,
)
from bot.planning.grammar.site import IdentityAt, SignIn, SiteMapping

__all__ = [
    "AddsUp", "At", "Balances", "Caption", "Captured", "Choices", "ClickStep", "Commit",
    "Criterion", "Detail", "DialogRule", "Enter", "EnterStep", "Era", "ExpectStep", "FieldSpec",
    "FormStep", "How", "IdentityAt", "Kind", "Lines", "LinesStep", "LinesSum", "Lookup",
    "LookupBy", "Mapping", "Needs", "NotBefore", "OneOf", "OpensAt", "Pages", "Pattern",
    "ReceiptAt", "RequestPattern", "Rule", "Shown", "ShownPlace", "Sign", "SignIn",
    "SiteMapping", "Strict", "SuggestBy", "Table", "WaitForStep", "WayStep", "When", "Wildcard",
]
