"""A server that takes its time, so that a kill meets every moment of an entry."""

import os
import time


class SlowMiddleware:
    """Wait `OFFICE_DELAY` seconds before and after each page that is not a static file."""

    def __init__(self, get_response):
        """Keep the rest of the chain."""
        self.get_response = get_response
        self.delay = float(os.environ.get("OFFICE_DELAY", "0"))

    def __call__(self, request):
        """Answer, slowly."""
        time.sleep(self.delay)
        response = self.get_response(request)
        time.sleep(self.delay)
        return response
