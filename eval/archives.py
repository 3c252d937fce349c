"""Public data as it comes: a folder or a tar archive, read without unpacking."""

import tarfile
from pathlib import Path, PurePosixPath


def read_files(path: Path, suffixes: tuple[str, ...]) -> dict[str, bytes]:
    """The files with those suffixes, by their path inside. An archiver's leftovers (`._name`) are left out."""
    files = _read_folder(path, suffixes) if path.is_dir() else _read_tar(path, suffixes)
    return {name: files[name] for name in sorted(files) if not PurePosixPath(name).name.startswith(".")}


def _read_folder(path: Path, suffixes: tuple[str, ...]) -> dict[str, bytes]:
    found = (file for file in path.rglob("*") if file.is_file() and file.suffix in suffixes)
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in found}


def _read_tar(path: Path, suffixes: tuple[str, ...]) -> dict[str, bytes]:
    files = {}
    with tarfile.open(path) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.endswith(suffixes) else None
            if content is not None:
                files[member.name.removeprefix("./")] = content.read()
    return files
