"""Small pictures of every kind for the tests.  Run with Pillow installed:  python generate.py OUT_DIR

Each is 48×36 (after turning upright): left half red, right half blue, and a green bar over the top third.
"""
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image, ImageDraw

out = Path(sys.argv[1])
upright = Image.new("RGB", (48, 36), (200, 30, 30))
draw = ImageDraw.Draw(upright)
draw.rectangle((24, 0, 47, 35), fill=(30, 30, 200))
draw.rectangle((0, 0, 47, 11), fill=(30, 160, 30))

upright.save(out / "plain.png")
upright.save(out / "plain.webp", lossless=True)
upright.save(out / "plain.tif")
exif = Image.Exif()
exif[0x0112] = 6  # to be turned a quarter clockwise
upright.rotate(90, expand=True).save(out / "turned.jpg", quality=95, subsampling=0, exif=exif)
upright.convert("CMYK").save(out / "cmyk.jpg", quality=95)
upright.convert("L").save(out / "grey.jpg", quality=95)
grey = upright.convert("L")
Image.frombytes("I;16", grey.size, b"".join(struct.pack("<H", v * 257) for v in grey.tobytes())).save(out / "grey16.png")
upright.quantize(8).save(out / "palette.png")
upright.save(out / "animation.gif", save_all=True, append_images=[upright.transpose(Image.Transpose.FLIP_TOP_BOTTOM)])

alpha = Image.new("L", upright.size, 255)
ImageDraw.Draw(alpha).rectangle((0, 24, 47, 35), fill=51)
clear = upright.copy()
clear.putalpha(alpha)
clear.save(out / "alpha.png")
Image.merge("LA", (grey, alpha)).save(out / "grey-alpha.png")

jpeg = (out / "turned.jpg").read_bytes()
(out / "truncated.jpg").write_bytes(jpeg[: len(jpeg) * 9 // 10])
png = (out / "plain.png").read_bytes()
(out / "truncated.png").write_bytes(png[: len(png) * 2 // 3])
(out / "text.jpg").write_text("This is not a picture.\n")
(out / "empty.png").write_bytes(b"")
(out / "drawing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="48" height="36"><rect width="9" height="9"/></svg>')
Image.new("RGB", (1, 1)).save(out / "one-pixel.png")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
(out / "bomb.png").write_bytes(
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b""))
