"""The stock admin with the features that the bot must cope with."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet

from office.models import Account, Line, Period, Vendor, Voucher


class BalancedLines(BaseInlineFormSet):
    """At least two lines, and debits equal to credits."""

    def clean(self):
        """Refuse a voucher that does not balance."""
        super().clean()
        if any(self.errors):
            return
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        if len(kept) < 2:
            message = "A voucher needs at least two lines."
            raise ValidationError(message)
        debit = sum(line["debit"] for line in kept)
        credit = sum(line["credit"] for line in kept)
        if debit != credit:
            message = f"Debits {debit} and credits {credit} differ."
            raise ValidationError(message)


class LineInline(admin.TabularInline):
    """Lines with "Add another Line"; three blank rows stand there from the start."""

    model = Line
    formset = BalancedLines


@admin.register(Voucher)
class VoucherAdmin(admin.ModelAdmin):
    """The voucher screen and its list."""

    fields = [
        "number",
        "date",
        "reference",
        "description",
        "vendor",
        "department",
        "kind",
        "urgent",
        "remarks",
    ]
    readonly_fields = ["number"]
    raw_id_fields = ["vendor"]
    radio_fields = {"kind": admin.HORIZONTAL}
    inlines = [LineInline]
    list_display = ["number", "date", "reference", "description", "vendor", "department", "urgent"]
    list_filter = ["department"]
    list_per_page = 20
    date_hierarchy = "date"
    search_fields = ["number", "reference", "description"]


@admin.register(Vendor)
class VendorAdmin(admin.ModelAdmin):
    """The look-up list of vendors."""

    list_display = ["code", "name", "city"]
    search_fields = ["code", "name"]
    list_per_page = 20


admin.site.register([Account, Period])
