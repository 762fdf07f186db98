"""While nobody sits at the desk: telling a person who is elsewhere, and keeping the computer awake."""
