"""What the office keeps: periods, accounts, vendors, and journal vouchers with their lines."""

from django.core.exceptions import ValidationError
from django.db import models


class Period(models.Model):
    """A month into which vouchers may be dated while it is open."""

    year = models.PositiveIntegerField()
    month = models.PositiveIntegerField()
    is_open = models.BooleanField(default=True)

    def __str__(self):
        """Name the month."""
        return f"{self.year}-{self.month:02d}"


class Account(models.Model):
    """An account of the chart."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        """Order of the drop-down list."""

        ordering = ["code"]

    def __str__(self):
        """Code and name, as the drop-down list shows it."""
        return f"{self.code} {self.name}"


class Vendor(models.Model):
    """Somebody we buy from."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=40)

    class Meta:
        """Order of the look-up list."""

        ordering = ["code"]

    def __str__(self):
        """Code and name."""
        return f"{self.code} {self.name}"


class Voucher(models.Model):
    """A journal voucher; its number is given by the server when it is first stored."""

    DEPARTMENTS = [
        ("GA", "General administration"),
        ("FN", "Finance"),
        ("PW", "Public works"),
        ("ED", "Education"),
    ]
    KINDS = [("N", "Normal"), ("A", "Adjusting"), ("C", "Closing")]

    number = models.CharField(max_length=20, unique=True, editable=False)
    date = models.DateField()
    reference = models.CharField(max_length=30)
    description = models.CharField(max_length=120)
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, null=True, blank=True)
    department = models.CharField(max_length=2, choices=DEPARTMENTS)
    kind = models.CharField("kind of voucher", max_length=1, choices=KINDS)
    urgent = models.BooleanField("needs urgent approval", default=False)
    remarks = models.TextField(blank=True)

    class Meta:
        """Newest first in the list."""

        ordering = ["-number"]

    def __str__(self):
        """The number."""
        return self.number

    def save(self, *args, **kwargs):
        """Give the next number of the year to a new voucher."""
        if not self.number:
            taken = Voucher.objects.filter(number__startswith=f"JV-{self.date:%Y}-").count()
            self.number = f"JV-{self.date:%Y}-{taken + 1:05d}"
        super().save(*args, **kwargs)

    def clean(self):
        """Refuse a date outside the open periods."""
        if self.date is None:
            return
        period = Period.objects.filter(year=self.date.year, month=self.date.month).first()
        if period is None:
            raise ValidationError({"date": f"Unknown period {self.date:%Y-%m}."})
        if not period.is_open:
            raise ValidationError({"date": f"Period {period} is closed."})


class Line(models.Model):
    """One debit or credit of a voucher."""

    voucher = models.ForeignKey(Voucher, on_delete=models.CASCADE, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    text = models.CharField(max_length=80, blank=True)
    debit = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    credit = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        """In order of typing."""

        ordering = ["id"]

    def __str__(self):
        """Account and amounts, as the inline shows above each stored line."""
        return f"{self.account.code}: {self.debit} / {self.credit}"
