"""Writes a folder as .tar.gz or .zip. The same files give the same bytes: names are sorted, times and rights are fixed.

usage: archive.py FOLDER ARCHIVE, with the time of all entries in SOURCE_DATE_EPOCH
"""

import gzip
import io
import os
import sys
import tarfile
import time
import zipfile

PROGRAMS = ("bangvang", "bangvang.exe")


def entries(folder):
    """Yields the name in the archive, the bytes and the rights of each file, in order of the names."""
    top = os.path.basename(folder)
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            yield f"{top}/{name}", file.read(), 0o755 if name in PROGRAMS else 0o644


def write_tar(folder, archive, epoch):
    with open(archive, "wb") as file:
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=epoch) as packed:
            with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
                for name, data, rights in entries(folder):
                    entry = tarfile.TarInfo(name)
                    entry.size, entry.mtime, entry.mode = len(data), epoch, rights
                    tar.addfile(entry, io.BytesIO(data))


def write_zip(folder, archive, epoch):
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data, rights in entries(folder):
            entry = zipfile.ZipInfo(name, time.gmtime(epoch)[:6])
            # Python writes the system it runs on otherwise: 3 is Unix.
            entry.create_system, entry.external_attr = 3, (0o100000 | rights) << 16
            packed.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)


def main():
    folder, archive = sys.argv[1:]
    write = write_zip if archive.endswith(".zip") else write_tar
    write(folder.rstrip("/"), archive, int(os.environ["SOURCE_DATE_EPOCH"]))


main()
