"""A mail server on loopback for the tests: takes mail, or refuses it.

usage: smtp_server.py FOLDER [--refuse-first N | --refuse-for-good]

Prints its port, and writes each mail to FOLDER: N.json where it took it, refused-N.json where it did not,
with `to` and `from` of the envelope, every header and the text, decoded, and the bytes as they came.
Stops with its standard input.
"""

import argparse
import asyncio
import email
import email.policy
import json
import os
import sys

from aiosmtpd.smtp import SMTP


class Office:
    def __init__(self, options):
        self.options = options
        self.refused = 0
        self.taken = 0

    async def handle_DATA(self, server, session, envelope):
        if self.options.refuse_for_good or self.refused < self.options.refuse_first:
            self.refused += 1
            self.write(f"refused-{self.refused}.json", envelope)
            if self.options.refuse_for_good:
                return f"550 5.1.1 <{envelope.rcpt_tos[0]}> is nobody here"
            return "451 4.3.2 please come back later"
        self.taken += 1
        self.write(f"{self.taken}.json", envelope)
        return "250 OK"

    def write(self, name, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        mail = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": {key: str(value) for key, value in message.items()},
            "text": message.get_content().replace("\r\n", "\n"),
            "as_sent": envelope.content.decode("ascii"),
        }
        path = os.path.join(self.options.folder, name)
        with open(path + ".part", "w", encoding="utf-8") as file:
            json.dump(mail, file)
        os.rename(path + ".part", path)


async def serve(options):
    office = Office(options)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(office), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--refuse-first", type=int, default=0)
parser.add_argument("--refuse-for-good", action="store_true")
asyncio.run(serve(parser.parse_args()))
