"""An S3-compatible store that is not ours: moto, with one bucket.

Reads one JSON request a line, `[verb, ...arguments]`, and answers with a line `{"ok": ...}` or `{"error": ...}`.
"""
import json
import logging
import sys
import boto3
from moto.server import ThreadedMotoServer

logging.disable(logging.CRITICAL)
NAME = "kunye"


class Store:
    def __init__(self):
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self.server.start()
        self.address = "http://%s:%d" % self.server.get_host_and_port()
        self.s3 = boto3.client("s3", endpoint_url=self.address, region_name="us-east-1", aws_access_key_id="kunye", aws_secret_access_key="gizli")
        self.s3.create_bucket(Bucket=NAME)

    def where(self):
        return self.address

    def objects(self):
        """Name and first bytes of everything in the bucket."""
        found = self.s3.list_objects_v2(Bucket=NAME).get("Contents", [])
        return [[one["Key"], self.s3.get_object(Bucket=NAME, Key=one["Key"])["Body"].read()[:64].hex()] for one in found]

    def end(self):
        self.server.stop()


store = Store()
for line in sys.stdin:
    verb, *arguments = json.loads(line)
    try:
        answer = {"ok": getattr(store, verb)(*arguments)}
    except Exception as problem:
        answer = {"error": f"{type(problem).__name__}: {problem}"}
    print(json.dumps(answer), flush=True)
