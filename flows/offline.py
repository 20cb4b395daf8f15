"""Environment of every process: nothing leaves the machine, nothing is pickled, a busy machine has time to start a server.

Imported first. Prefect would pickle the exception of a flow that failed.
"""

from __future__ import annotations

import os

QUIET_AND_LOCAL = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "600",
    "PREFECT_RESULTS_DEFAULT_SERIALIZER": "json",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}

for _name, _value in QUIET_AND_LOCAL.items():
    os.environ.setdefault(_name, _value)
