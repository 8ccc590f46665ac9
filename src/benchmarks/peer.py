# Copyright the analytix-beam authors.
# SPDX-License-Identifier: Apache-2.0

"""Fetches reports of many channels with the Python library analytix, in threads, into CSV files.

Usage: python3 peer.py LIBRARY FOLDER SERVER OUTPUT THREADS FIRST LAST REPORT...

LIBRARY is the folder that contains the package analytix, FOLDER has client.json and tokens/, and a
REPORT is NAME:DIMENSION,...:METRIC,... All requests go to SERVER instead of Google.
"""

import datetime
import pathlib
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit


def main(library, folder, server, output, threads, first, last, *reports):
    sys.path.insert(0, library)
    import analytix.mixins
    import urllib3
    from analytix import BaseClient, Scopes
    from analytix.auth import Tokens

    pool = urllib3.PoolManager(maxsize=int(threads))

    class Loopback:
        """Stands for the library's connections."""

        def request(self, method, url, **more):
            parts = urlsplit(url)
            query = "?" + parts.query if parts.query else ""
            return pool.request(method, server.rstrip("/") + parts.path + query, **more)

    analytix.mixins.http = Loopback()

    class StoredClient(BaseClient):
        def authorise(self):
            raise NotImplementedError("all channels have consented")

    client = StoredClient(f"{folder}/client.json", scopes=Scopes.READONLY)
    queries = [report.split(":") for report in reports]
    for name, _, _ in queries:
        pathlib.Path(output, name).mkdir(parents=True, exist_ok=True)
    days = {
        "start_date": datetime.date.fromisoformat(first),
        "end_date": datetime.date.fromisoformat(last),
    }

    def fetch(record):
        tokens = client.refresh_access_token(Tokens.load_from(record))
        with client.shard(tokens) as shard:
            for name, dimensions, metrics in queries:
                shard.fetch_report(
                    dimensions=dimensions.split(","), metrics=metrics.split(","), **days
                ).to_csv(pathlib.Path(output, name, record.stem + ".csv"))

    with ThreadPoolExecutor(int(threads)) as executor:
        for _ in executor.map(fetch, sorted(pathlib.Path(folder, "tokens").glob("*.json"))):
            pass


if __name__ == "__main__":
    main(*sys.argv[1:])
