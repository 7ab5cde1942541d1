"""Property tests here never fail for being slow: the machine is shared."""

from hypothesis import settings

settings.register_profile("analysis", deadline=None)
settings.load_profile("analysis")
