"""Before a windowed program starts on Windows: it has no streams there, and the program writes to them."""  # noqa: INP001  a hook, no package

import os
import sys

for _name in ("stdout", "stderr"):
    if getattr(sys, _name) is None:
        setattr(sys, _name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115  it stays open to the end
