"""From spreadsheet to intention, and from readback to verdict; pure but for reading files."""
