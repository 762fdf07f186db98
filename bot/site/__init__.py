"""The hands and eyes: everything that touches a web page; Playwright lives here only."""
