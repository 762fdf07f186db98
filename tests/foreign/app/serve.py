"""Start the office on loopback: `serve.py DATABASE [PORT]`; prints one JSON line when it is ready."""

import json
import os
import sys
from pathlib import Path
from socketserver import ThreadingMixIn

FIRST_OF_CITIES = ["Chiang Mai", "Ubon Ratchathani", "Phuket", "Bangkok"]
KINDS_OF_FIRM = ["Paper", "Fuel", "Building Supply", "Catering", "Printing"]
ACCOUNTS = [
    ("1101", "Cash in hand"),
    ("1102", "Cash at bank"),
    ("1201", "Receivables"),
    ("1301", "Advances"),
    ("1501", "Equipment"),
    ("2101", "Payables"),
    ("2102", "Withholding tax"),
    ("2201", "Deposits held"),
    ("3101", "Accumulated surplus"),
    ("4101", "Tax income"),
    ("4201", "Fees & fines"),
    ("5101", "Salaries"),
    ("5201", "Office supplies"),
    ("5202", "Fuel"),
    ("5301", "Repairs"),
    ("5401", "Electricity"),
]


def main(database: str, port: int) -> None:
    """Create the database if it is new, then serve until killed."""
    os.environ["OFFICE_DATABASE"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = "office.settings"
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    import django

    django.setup()
    if not Path(database).exists():
        seed()
    serve(port)


def seed() -> None:
    """Make the tables and the master data: open months but November, 16 accounts, 60 vendors, one clerk."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from office.models import Account, Period, Vendor

    call_command("migrate", "--run-syncdb", verbosity=0)
    User.objects.create_superuser("clerk", password="paper-and-ink")
    Period.objects.bulk_create(Period(year=2024, month=m, is_open=m != 11) for m in range(1, 13))
    Account.objects.bulk_create(Account(code=code, name=name) for code, name in ACCOUNTS)
    Vendor.objects.bulk_create(
        Vendor(
            code=f"V{number:04d}",
            name=f"{FIRST_OF_CITIES[number % 4]} {KINDS_OF_FIRM[number % 5]} Co.",
            city=FIRST_OF_CITIES[number % 4],
        )
        for number in range(1, 61)
    )


def serve(port: int) -> None:
    """Answer on 127.0.0.1, one thread for each connection."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer
    from django.core.wsgi import get_wsgi_application

    class Server(ThreadingMixIn, WSGIServer):
        """Threads that end with the process."""

        daemon_threads = True

    server = Server(("127.0.0.1", port), WSGIRequestHandler, ipv6=False)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    print(
        json.dumps(
            {"url": f"http://127.0.0.1:{server.server_port}/", "user": "clerk", "password": "paper-and-ink"}
        ),
        flush=True,
    )
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
