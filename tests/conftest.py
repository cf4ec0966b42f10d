"""Every test run has a home of its own, so that nothing is written into the project."""

import os
import tempfile

from hypothesis import settings

os.environ["LINEHEADS_HOME"] = tempfile.mkdtemp(prefix="lineheads-test-")
os.environ.setdefault("LINEHEADS_ENGINE", "off")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")  # as workers have it; runs repeat bit for bit
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

settings.register_profile("lineheads", deadline=None)  # on a busy machine one example may take a second
settings.load_profile("lineheads")
