"""What Python raises for a zip that is damaged, so that every door names the same faults."""

import struct
import zipfile
import zlib

# ``zipfile`` documents only BadZipFile. A damaged stream raises zlib.error or EOFError; a field out of range
# ValueError or struct.error; a name gone from the directory KeyError; an unknown method NotImplementedError;
# a bit flipped to "encrypted" RuntimeError.
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error, KeyError, NotImplementedError, RuntimeError,
)  # fmt: skip
