#!/usr/bin/env python3
"""icon.py - draw pledge.ico from pledge.svg, with a Chromium that runs without a screen.

The icon is kept in the repository, since a build must not need a browser. Run this after a change of the drawing.
"""
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

SIZES = (16, 32, 48, 256)
HERE = os.path.dirname(os.path.abspath(__file__))


def pixels(png):
    """Rows of RGBA bytes of a PNG that is not interlaced."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    if depth != 8 or colour not in (2, 6):
        sys.exit("the browser's picture is of a kind that is not read here")
    each, at, packed = (3 if colour == 2 else 4), 8, b""
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at:at + 4]), png[at + 4:at + 8]
        packed += png[at + 8:at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    raw, rows, above = zlib.decompress(packed), [], bytearray(width * each)
    for y in range(height):
        start = y * (width * each + 1)
        rule, row = raw[start], bytearray(raw[start + 1:start + 1 + width * each])
        for i in range(len(row)):
            a, b, c = (row[i - each] if i >= each else 0), above[i], (above[i - each] if i >= each else 0)
            near = min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
            row[i] = (row[i] + (0, a, b, (a + b) // 2, near)[rule]) & 255
        rows.append(bytes(row))
        above = row
    if each == 3:
        rows = [b"".join(row[i:i + 3] + b"\xff" for i in range(0, len(row), 3)) for row in rows]
    return rows


def png(rows):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    head = struct.pack(">IIBBBBB", len(rows[0]) // 4, len(rows), 8, 6, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def bitmap(rows):
    """A picture as Windows has had it in icons from the first: upside down, blue first, and a mask that is empty."""
    size = len(rows)
    head = struct.pack("<IiiHHIIiiII", 40, size, size * 2, 1, 32, 0, 0, 0, 0, 0, 0)
    body = b"".join(bytes((row[i + 2], row[i + 1], row[i], row[i + 3])) for row in reversed(rows) for i in range(0, size * 4, 4))
    return head + body + bytes((size + 31) // 32 * 4 * size)


def main():
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not browser:
        sys.exit("this needs a Chromium")
    drawing = open(os.path.join(HERE, "pledge.svg")).read()
    drawn = {}
    with tempfile.TemporaryDirectory() as folder:
        page, picture = os.path.join(folder, "icon.html"), os.path.join(folder, "icon.png")
        with open(page, "w") as file:
            file.write("<style>svg{position:absolute;left:0}</style>")
            for size in SIZES:
                file.write(drawing.replace('width="256" height="256"', f'style="top:{size * 2}px" width="{size}" height="{size}"'))
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--force-device-scale-factor=1", "--default-background-color=00000000",
             "--window-size=800,900", f"--screenshot={picture}", f"file://{page}"],
            check=True, capture_output=True)
        rows = pixels(open(picture, "rb").read())
    for size in SIZES:
        drawn[size] = [row[:size * 4] for row in rows[size * 2:size * 3]]
    # Sizes below 256 as bitmaps: some tools that list programs read nothing else there.
    files = [png(drawn[size]) if size == 256 else bitmap(drawn[size]) for size in SIZES]
    at, index = 6 + 16 * len(SIZES), b""
    for size, file in zip(SIZES, files):
        index += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(file), at)
        at += len(file)
    with open(os.path.join(HERE, "pledge.ico"), "wb") as file:
        file.write(struct.pack("<HHH", 0, 1, len(SIZES)) + index + b"".join(files))


if __name__ == "__main__":
    main()
