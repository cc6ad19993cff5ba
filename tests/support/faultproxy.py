# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy on loopback that does to HTTP what networks do; each exchange's fate is a function of the seed and its number.

    with FaultProxy(('127.0.0.1', port), seed=7, chance=0.3) as proxy:      # with several targets each exchange comes to one of them
        …  proxy.uri
        proxy.chance = 0            # a good network from here on

A connection carries requests one after another. Before each the seed draws a fault, or none; proxy.log holds (number, request line,
fault), and FaultProxy(…, script={4: 'cut-answer'}) plays a fate again for one exchange. watch(request, answer) sees what the server
answered before anything happens to it.
"""
import random
import re
import socket
import threading
import time

FAULTS = ('drop-request', 'drop-answer', 'delay', 'duplicate', 'reorder', 'cut-request', 'cut-answer', 'flip-request', 'flip-answer', 'html',
          'error', 'drip')
HTML = b'<!DOCTYPE html><title>Welcome to the hotel</title><p>Please sign in to use the network.'
STATUS = (b'500 Internal Server Error', b'502 Bad Gateway', b'503 Service Unavailable', b'504 Gateway Timeout', b'429 Too Many Requests',
          b'408 Request Timeout')
MOST = 64 << 20


class Ended(Exception):
    """One of the two sides is gone."""


def read_message(sock, buffer, is_answer_to=None):
    """One whole HTTP message; what was read beyond it stays in @buffer. Bodies here always have their length."""
    while b'\r\n\r\n' not in buffer:
        fill(sock, buffer)
    end = buffer.index(b'\r\n\r\n') + 4
    head = bytes(buffer[:end])
    length = re.search(rb'\r\ncontent-length:[ \t]*(\d+)', head, re.I)
    status = re.match(rb'HTTP/1\.[01] (\d+)', head)
    empty = status and (status[1] in (b'204', b'304') or is_answer_to == b'HEAD')
    total = end + (int(length[1]) if length and not empty else 0)
    while len(buffer) < total:
        fill(sock, buffer)
    message = bytes(buffer[:total])
    del buffer[:total]
    return message


def fill(sock, buffer):
    try:
        data = sock.recv(65536)
    except OSError as error:
        raise Ended from error
    if not data or len(buffer) + len(data) > MOST:
        raise Ended
    buffer += data


def send(sock, data):
    try:
        sock.sendall(data)
    except OSError as error:
        raise Ended from error


def flip(message, draw):
    """The same with one bit another, anywhere: in its first line, its headers, or its body."""
    place = draw.randrange(len(message) * 8)
    data = bytearray(message)
    data[place // 8] ^= 1 << place % 8
    return bytes(data)


class FaultProxy:
    def __init__(self, *targets, seed=0, chance=0.0, faults=FAULTS, script=None, pause=0.2, watch=None):
        self.targets, self.seed, self.chance, self.faults, self.script, self.pause = targets, seed, chance, faults, script, pause
        self.watch = watch
        self.log, self.count, self.lock, self.open = [], 0, threading.Lock(), set()
        self.listener = socket.create_server(('127.0.0.1', 0), backlog=256)
        self.uri = f'http://127.0.0.1:{self.listener.getsockname()[1]}'
        self.thread = threading.Thread(target=self.listen, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        with self.lock:
            left = list(self.open)
        for sock in left:
            self.shut(sock)
        self.thread.join(10)

    def shut(self, sock):
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the other side was faster

    def listen(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        """The requests of one connection, until one side or a fault ends it."""
        with self.lock:
            self.open.add(client)
        buffer = bytearray()
        try:
            with client:
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                while True:
                    request = read_message(client, buffer)
                    number, fault = self.decide(request)
                    self.act(client, request, fault, random.Random(f'{self.seed}/{number}'))
        except Ended:
            pass  # the rest of the connection's life is nobody's business
        finally:
            with self.lock:
                self.open.discard(client)

    def decide(self, request):
        with self.lock:
            self.count += 1
            number = self.count
            draw = random.Random(f'{self.seed}:{number}')
            fault = draw.choice(self.faults) if draw.random() < self.chance else None
            if self.script is not None:
                fault = self.script.get(number)
            self.log.append((number, request.split(b'\r\n', 1)[0].decode('latin-1'), fault))
        return number, fault

    def pick(self, draw):
        return self.targets[0] if len(self.targets) == 1 else draw.choice(self.targets)

    def exchange(self, draw, request):
        """The server's answer, over a connection of its own that also ends when the client goes."""
        try:
            upstream = socket.create_connection(self.pick(draw), timeout=90)
        except OSError as error:
            raise Ended from error
        with upstream:
            with self.lock:
                self.open.add(upstream)
            try:
                send(upstream, request)
                answer = read_message(upstream, bytearray(), request.split(b' ', 1)[0])
            finally:
                with self.lock:
                    self.open.discard(upstream)
        if self.watch:
            self.watch(request, answer)
        return answer

    def act(self, client, request, fault, draw):
        if fault == 'drop-request':
            raise Ended
        if fault == 'html':
            send(client, b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s' % (len(HTML), HTML))
            return
        if fault == 'error':
            send(client, b'HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nlater' % draw.choice(STATUS))
            return
        if fault == 'cut-request':
            self.cut_request(draw, request[:draw.randrange(len(request))])
            raise Ended
        if fault == 'delay':
            time.sleep(draw.random() * self.pause)
        if fault == 'flip-request':
            request = flip(request, draw)
        if fault == 'duplicate':
            self.exchange(draw, request)
        if fault == 'reorder':
            self.later(draw, request, draw.random() * self.pause * 4)
            raise Ended
        self.answer(client, self.exchange(draw, request), fault, draw)

    def later(self, draw, request, pause):
        """The request comes when the client has given it up, after what it sends next."""
        def work():
            time.sleep(pause)
            try:
                self.exchange(draw, request)
            except Ended:
                pass  # it was nobody's any more
        threading.Thread(target=work, daemon=True).start()

    def cut_request(self, draw, part):
        try:
            with socket.create_connection(self.pick(draw), timeout=5) as upstream:
                upstream.sendall(part)
        except OSError:
            pass  # the server need not have taken it

    def answer(self, client, answer, fault, draw):
        if fault == 'drop-answer':
            raise Ended
        if fault == 'cut-answer':
            send(client, answer[:draw.randrange(len(answer))])
            raise Ended
        if fault == 'flip-answer':
            answer = flip(answer, draw)
        if fault == 'drip':
            step = max(1, len(answer) // 16)
            for place in range(0, len(answer), step):
                send(client, answer[place:place + step])
                time.sleep(self.pause / 16)
            return
        send(client, answer)

    def counts(self):
        """{fault: how often}; None counts the good ones."""
        with self.lock:
            return {fault: sum(1 for entry in self.log if entry[2] == fault) for fault in (None, *self.faults)}
