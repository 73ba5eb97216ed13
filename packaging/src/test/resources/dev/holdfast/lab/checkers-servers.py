"""Servers that checks meet in the virtual machine, each on a port of its own of 127.0.0.1: honest, broken and hostile ones."""

import socket
import threading
import time

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


def receive(client):
    """What comes first; nothing when nothing comes."""
    client.settimeout(5)
    try:
        return client.recv(4096)
    except OSError:
        return b""


def silent(client):
    time.sleep(60)


def closing(client):
    pass


def says(*answers):
    """The first at once, each other one when something was heard."""

    def talk(client):
        for number, answer in enumerate(answers):
            if number > 0 and not receive(client):
                return
            client.sendall(answer)
        receive(client)

    return talk


def answers(answer):
    def talk(client):
        receive(client)
        client.sendall(answer)

    return talk


def endless(beginning, part, pause=0.0):
    def talk(client):
        receive(client) if beginning.startswith(b"HTTP") else None
        client.sendall(beginning)
        while True:
            client.sendall(part)
            time.sleep(pause)

    return talk


TALKS = {
    9001: silent,
    9002: closing,
    9003: says(b"SSH-2.0-OpenSSH_9.2\r\n", b"Protocol mismatch.\n"),
    # Pages.
    9011: endless(PAGE + b"\r\n", b"x" * 8192, 0.02),
    9012: endless(PAGE + b"\r\n", b"x", 0.2),
    9013: endless(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.2),
    9014: endless(b"HTTP/1.1 200 OK\r\n", b"X-Endless: " + b"x" * 8000 + b"\r\n", 0.05),
    9015: answers(b"HTTP/1.0 200 OK\r\n\r\nold"),
    9016: answers(b"HTTP/1.1 nonsense\r\n\r\n"),
    9017: answers(PAGE + b"Content-Length: 1000\r\n\r\nshort"),
    9018: answers(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"),
    9019: answers(b"HTTP/1.1 204 No Content\r\n\r\n"),
    # Mail.
    9021: says(b"554 no\r\n"),
    9022: says(b"220 me\r\n", b"502 what\r\n"),
    9023: says(b"220-me\r\n220 still me\r\n", b"250-me\r\n250 SIZE\r\n", b"221 bye\r\n"),
    9024: endless(b"220-", b"x" * 1000, 0.05),
    9025: endless(b"220 m", b"x", 0.2),
    9026: says(b"220 me\r\n", b"250 me\r\n", b"500 stay\r\n"),
    9027: says(b"220 me\r\n"),
}


def serve(port, talk):
    listener = socket.create_server(("127.0.0.1", port), backlog=64)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=meet, args=(client, talk), daemon=True).start()


def meet(client, talk):
    try:
        with client:
            talk(client)
    except OSError:
        pass  # Whoever asked has gone.


def datagrams(port, answer):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", port))
    while True:
        data, client = server.recvfrom(65536)
        reply = answer(data)
        if reply is not None:
            server.sendto(reply, client)


DATAGRAMS = {
    9101: lambda data: data,
    9102: lambda data: None,
    9103: lambda data: b"x" * 300,
    9104: lambda data: b"",
    # For those who ask for names: nonsense, and an answer to another question.
    9105: lambda data: b"nonsense",
    9106: lambda data: bytes([data[0] ^ 1]) + data[1:],
}

for port, talk in TALKS.items():
    threading.Thread(target=serve, args=(port, talk), daemon=True).start()
for port, answer in DATAGRAMS.items():
    threading.Thread(target=datagrams, args=(port, answer), daemon=True).start()
time.sleep(300)
