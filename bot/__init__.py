"""Re-enters lost accounting documents into e-LAAS, exactly once, with proof."""
