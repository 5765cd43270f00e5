"""`python -m tia_desktop.cli` is `tia`."""

from tia_desktop.cli import main

main()
