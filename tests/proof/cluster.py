"""A Spark cluster on this machine: one master and two workers on the loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

WORKERS = 2
SECONDS = 180  # of patience: both cores may be at work elsewhere
LOOPBACK = "127.0.0.1"


def environment(home: Path, folder: Path, *, is_compiled: bool = True) -> dict[str, str]:
    """Return what every process of the cluster, and whoever asks it, has to know.

    Args:
        home: Where Spark stands.
        folder: Where its files stand.
        is_compiled: Whether Spark compiles each query; it answers small ones sooner without.
    """
    interpreted = "spark.sql.codegen.wholeStage false\nspark.sql.codegen.factoryMode NO_CODEGEN\n"
    settings = folder / "conf"
    settings.mkdir(exist_ok=True)
    (settings / "spark-defaults.conf").write_text(
        f"spark.driver.host {LOOPBACK}\nspark.driver.bindAddress {LOOPBACK}\n"
        "spark.sql.shuffle.partitions 4\nspark.executor.memory 1g\nspark.ui.enabled false\n"
        f"spark.local.dir {folder / 'local'}\nspark.sql.warehouse.dir {folder / 'warehouse'}\n"
        + ("" if is_compiled else interpreted),
        encoding="utf-8",
    )
    (settings / "log4j2.properties").write_text(
        "rootLogger.level = error\nrootLogger.appenderRef.err.ref = err\n"
        "appender.err.type = Console\nappender.err.name = err\nappender.err.target = SYSTEM_ERR\n"
        "appender.err.layout.type = PatternLayout\n",
        encoding="utf-8",
    )
    return {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_CONF_DIR": str(settings),
        "SPARK_LOCAL_IP": LOOPBACK,
        "PYSPARK_PYTHON": sys.executable,
    }


def home() -> Path:
    """Return where the pyspark of this environment stands."""
    found = find_spec("pyspark")
    assert found
    assert found.origin
    return Path(found.origin).parent


@contextmanager
def cluster(known: dict[str, str], folder: Path) -> Iterator[str]:
    """Start a master and two workers of a Spark, and stop them at the end.

    Args:
        known: Its environment.
        folder: Where its files stand.

    Yields:
        The address of the master.
    """
    port, page = _free_port(), _free_port()
    address = f"spark://{LOOPBACK}:{port}"
    master = ["Master", "--host", LOOPBACK, "--port", str(port), "--webui-port", str(page)]
    worker = ["Worker", "--host", LOOPBACK, "-c", "1", "-m", "1g", "--webui-port", "0", address]
    with ExitStack() as running:
        running.enter_context(_process("master.Master", master[1:], known, folder))
        _wait_for(port)
        for _ in range(WORKERS):
            running.enter_context(_process("worker.Worker", worker[1:], known, folder))
        yield address


@contextmanager
def connect(known: dict[str, str], folder: Path, master: str) -> Iterator[str]:
    """Start a Spark Connect server on a cluster, and stop it at the end.

    Yields:
        Its address.
    """
    port = _free_port()
    options = {
        "spark.connect.grpc.binding.address": LOOPBACK,
        "spark.connect.grpc.binding.port": str(port),
    }
    server = ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"]
    arguments = [f"--conf={name}={value}" for name, value in options.items()]
    submit = ["--master", master, *server, *arguments, "spark-internal"]
    with _process("SparkSubmit", submit, known, folder):
        _wait_for(port)
        yield f"sc://{LOOPBACK}:{port}"


@contextmanager
def _process(
    name: str, arguments: list[str], known: dict[str, str], folder: Path
) -> Iterator[None]:
    command = [f"{known['SPARK_HOME']}/bin/spark-class", f"org.apache.spark.deploy.{name}"]
    with (folder / f"{name}.log").open("a", encoding="utf-8") as log:
        started = subprocess.Popen(
            [*command, *arguments], env=known, stdout=log, stderr=log, cwd=folder
        )
        try:
            yield
        finally:
            started.terminate()
            started.wait(timeout=SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.2)
    msg = f"nothing answers at port {port}"
    raise TimeoutError(msg)
