"""Stand-ins for the ports, with the names of what they stand in for."""
