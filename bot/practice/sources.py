"""Where the lists of the papers come from: the office's data files and the budget."""

from bot.practice.catalogue import Option
from bot.practice.facts import Facts
from bot.practice.fields import fixed

CASH, CHEQUE, TRANSFER = "เงินสด", "เช็ค", "โอนเข้าบัญชีธนาคาร"
ways_of_paying = fixed(CASH, CHEQUE, TRANSFER)


def banks(facts: Facts) -> tuple[Option, ...]:
    """Give the office's bank accounts."""
    return facts.catalogue.banks


def sections(facts: Facts) -> tuple[Option, ...]:
    """Give the sections of the office."""
    return tuple(Option(value=s.value, caption=s.caption) for s in facts.catalogue.sections)


def moneys(facts: Facts) -> tuple[Option, ...]:
    """Give the sources of money."""
    return facts.catalogue.sources


def staff(facts: Facts) -> tuple[Option, ...]:
    """Give the office's people by name and position."""
    return facts.catalogue.staff


def plans(facts: Facts) -> tuple[Option, ...]:
    """Give the plans of the budget."""
    return facts.catalogue.plans


def jobs(facts: Facts) -> tuple[Option, ...]:
    """Give the jobs of the chosen plan."""
    return facts.catalogue.jobs.get(facts.text("FbddlPlan"), ())


def categories(facts: Facts) -> tuple[Option, ...]:
    """Give the categories of expenditure."""
    return facts.catalogue.categories


def types(facts: Facts) -> tuple[Option, ...]:
    """Give the types of the chosen category of expenditure."""
    return facts.catalogue.types.get(facts.text("FbddlCategory"), ())


def items(facts: Facts) -> tuple[Option, ...]:
    """Give the budget lines of the four levels that are chosen."""
    levels = (
        facts.text("FbddlPlan"),
        facts.text("FbddlJob"),
        facts.text("FbddlCategory"),
        facts.text("FbddlType"),
    )
    return facts.world.budget.items(levels) if all(levels) else ()


def revenue_categories(facts: Facts) -> tuple[Option, ...]:
    """Give every category of revenue."""
    return facts.catalogue.all_revenue_categories


def revenue_types(facts: Facts) -> tuple[Option, ...]:
    """Give the types of the chosen category of revenue."""
    return facts.catalogue.all_revenue_types.get(facts.text("ddlReceiveType"), ())


def held_moneys(facts: Facts) -> tuple[Option, ...]:
    """Give the kinds of money held for others."""
    return tuple(Option(value=kind.value, caption=kind.caption) for kind in facts.catalogue.held)
