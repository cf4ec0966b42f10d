"""How large an imported set may be."""

MAX_FILE = 1_000_000_000  # bytes
MAX_PICTURES = 200_000  # 470 MB of pixels
MAX_PICTURE_BYTES = 1_000_000  # of one picture file; 28 x 28 pixels take 2,400 at most
MAX_TABLE_BYTES = 50_000_000  # of the labels' CSV
MAX_UNPACKED = 2_000_000_000  # bytes of an archive in all
MAX_RATIO = 800  # times its size that an archive may unpack to; 96,000 lines as arrays unpack to 210 to 300
MAX_DIRECTORY = 40_000_000  # bytes of an archive's list of members, which is read at once
CHUNK = 2_048  # pictures that are in work at a time

LIMITS_TEXT = (
    f"At most {MAX_FILE / 1e9:g} GB, {MAX_PICTURES:,} pictures of 28 x 28 pixels, {MAX_PICTURE_BYTES / 1e6:g} MB for "
    f"each picture file; an archive may unpack to {MAX_UNPACKED / 1e9:g} GB and to {MAX_RATIO} times its size."
)
