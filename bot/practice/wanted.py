"""What a list asks the database for, as a clause with its values."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Visible documents of these screens; days are ISO texts, and a blank asks for nothing."""

    screens: tuple[str, ...]
    first: str = ""
    last: str = ""
    satang: int | None = None
    number: str = ""
    party: str = ""
    statuses: tuple[str, ...] = ()

    def clause(self) -> tuple[str, tuple[object, ...]]:
        """Give the condition, made of fixed words and question marks only, and its values in order."""
        parts = [f"screen IN ({', '.join('?' * len(self.screens))})", "hidden_from = 0"]
        values: list[object] = [*self.screens]
        for part, value in (
            ("day >= ?", self.first),
            ("day <= ?", self.last),
            ("instr(number, ?) > 0", self.number),
            ("instr(party, ?) > 0", self.party),
        ):
            if value:
                parts.append(part)
                values.append(value)
        if self.statuses:
            parts.append(f"status IN ({', '.join('?' * len(self.statuses))})")
            values += self.statuses
        if self.satang is not None:
            parts.append("satang = ?")
            values.append(self.satang)
        return " AND ".join(parts), tuple(values)
