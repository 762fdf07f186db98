"""Files of accountants, looked at before and while they are opened: no reader meets what it cannot bear."""
