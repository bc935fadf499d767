"""What is promised, checked."""

from tests.bytecode import keep_bytecode

# Here, so that it is done before the libraries are imported.
keep_bytecode()
