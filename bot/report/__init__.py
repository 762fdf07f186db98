"""What persons read afterwards: result workbook, HTML report, preview page, terminal, JSON."""
