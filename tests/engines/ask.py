"""Asks another engine the named questions, on datasets that `pledge programme --parquet` wrote.

Usage: python ask.py ENGINE < JOBS > ANSWERS; ENGINE is duckdb, spark, datafusion or clickhouse. `python ask.py edit FILE` changes the decision
of one goal in a file of the table goals.
JOBS is a JSON list of {"dataset": folder, "questions": {name: SQL}}, and ANSWERS the list of
{name: {"columns": [...], "rows": [[...], ...], "seconds": ...}} in the same order, behind the line `answers:`. Nothing is compared here: the
caller has the program's own answers.
"""

import glob
import json
import os
import platform
import sys
import tempfile
import time
import zipfile

TABLES = ["meetings", "goals", "goal_themes", "reviews", "evidence", "results", "standards"]


def cell(value):
    """A whole number or a word, whatever type the engine has for it."""
    if value is None or isinstance(value, str):
        return value
    whole = int(value)
    if value != whole or isinstance(value, (bool, float)):
        raise TypeError(f"{value!r} is not a whole number")
    return whole


def table(columns, rows):
    return {"columns": list(columns), "rows": [[cell(value) for value in row] for row in rows]}


class Duckdb:
    def __init__(self):
        import duckdb

        self.module = duckdb

    def open(self, dataset):
        self.connection = self.module.connect()
        for name in TABLES:
            files = f"{dataset}/v1/{name}/*/*.parquet"
            self.connection.execute(
                f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{files}', hive_partitioning = true)"
            )

    def ask(self, sql):
        asked = self.connection.execute(sql)
        return table([column[0] for column in asked.description], asked.fetchall())


def snappy_for_glibc(folder):
    """The options that have Spark load its Snappy for glibc.

    Beside glibc there may be musl, for building static programs. The loader then takes the library for musl, which cannot be loaded.
    """
    import pyspark

    if not os.path.exists("/lib/ld-musl-x86_64.so.1") or platform.libc_ver()[0] != "glibc":
        return ""
    jar = glob.glob(os.path.join(os.path.dirname(pyspark.__file__), "jars", "snappy-java-*.jar"))[0]
    with zipfile.ZipFile(jar) as packed:
        library = packed.read("org/xerial/snappy/native/Linux/x86_64/libsnappyjava.so")
    with open(os.path.join(folder, "libsnappyjava.so"), "wb") as file:
        file.write(library)
    return f"-Dorg.xerial.snappy.lib.path={folder} -Dorg.xerial.snappy.lib.name=libsnappyjava.so"


class Spark:
    def __init__(self):
        # Spark looks up the computer's name otherwise, which not every sandbox can resolve.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        from pyspark.sql import SparkSession

        self.folder = tempfile.TemporaryDirectory()
        builder = SparkSession.builder.master("local[2]").appName("questions")
        for key, value in {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.extraJavaOptions": snappy_for_glibc(self.folder.name),
            "spark.sql.warehouse.dir": self.folder.name,
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            # 200 parts by default, which for tables of this size are 200 empty tasks.
            "spark.sql.shuffle.partitions": "2",
        }.items():
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")

    def open(self, dataset):
        for name in TABLES:
            self.session.read.parquet(f"{dataset}/v1/{name}").createOrReplaceTempView(name)

    def ask(self, sql):
        asked = self.session.sql(sql)
        return table(asked.columns, asked.collect())


class Datafusion:
    def __init__(self):
        import datafusion
        import pyarrow

        self.module = datafusion
        self.year = [("year", pyarrow.int32())]

    def open(self, dataset):
        self.context = self.module.SessionContext()
        for name in TABLES:
            folder = f"{dataset}/v1/{name}/"
            self.context.register_parquet(name, folder, table_partition_cols=self.year)

    def ask(self, sql):
        batches = self.context.sql(sql)
        columns = [field.name for field in batches.schema()]
        rows = [list(row.values()) for row in batches.to_arrow_table().to_pylist()]
        return table(columns, rows)


class Clickhouse:
    # A LEFT JOIN fills with 0 and '' by default; the other two are for the column that is only the name of a folder.
    SETTINGS = "SETTINGS join_use_nulls = 1, use_hive_partitioning = 1, optimize_move_to_prewhere = 0"

    def __init__(self):
        import chdb.session

        self.module = chdb.session

    def open(self, dataset):
        self.session = self.module.Session()
        self.session.query("CREATE DATABASE IF NOT EXISTS lake ENGINE = Atomic")
        self.session.query("USE lake")
        for name in TABLES:
            files = f"{dataset}/v1/{name}/*/*.parquet"
            self.session.query(f"CREATE OR REPLACE VIEW lake.{name} AS SELECT * FROM file('{files}', 'Parquet')")

    def ask(self, sql):
        answer = json.loads(str(self.session.query(f"{sql} {self.SETTINGS}", "JSONCompact")))
        columns = [column["name"] for column in answer["meta"]]
        # Whole numbers of 64 bits are texts in this format.
        words = {i for i, column in enumerate(answer["meta"]) if "String" in column["type"]}
        rows = [[v if i in words or v is None else int(v) for i, v in enumerate(row)] for row in answer["data"]]
        return table(columns, rows)


ENGINES = {"duckdb": Duckdb, "spark": Spark, "datafusion": Datafusion, "clickhouse": Clickhouse}


def edit(file):
    """Makes the first agreed goal of a file an undecided one, as somebody with another tool could."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE goals AS SELECT * FROM read_parquet('{file}', hive_partitioning = false)")
    key = "meeting_id, goal_no"
    agreed = f"SELECT {key} FROM goals WHERE decision = 'agreed' ORDER BY {key} LIMIT 1"
    meeting, goal = connection.execute(agreed).fetchone()
    connection.execute("UPDATE goals SET decision = 'undecided' WHERE meeting_id = ? AND goal_no = ?", [meeting, goal])
    connection.execute(f"COPY goals TO '{file}' (FORMAT parquet)")


def main():
    if sys.argv[1] == "edit":
        return edit(sys.argv[2])
    engine = ENGINES[sys.argv[1]]()
    answers = []
    for nth, job in enumerate(json.load(sys.stdin)):
        engine.open(job["dataset"])
        said = {}
        for name, sql in job["questions"].items():
            # The first run starts and compiles what later ones have; the second is what an analyst waits for.
            if nth == 0:
                engine.ask(sql)
            before = time.perf_counter()
            answer = engine.ask(sql)
            said[name] = {**answer, "seconds": round(time.perf_counter() - before, 4)}
        answers.append(said)
    print("answers:")
    print(json.dumps(answers))


main()
