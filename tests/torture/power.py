"""Rebuilds, from what record_writes.c has recorded, what a power cut could have left on the disk.

The model is stricter than any file system in use:

- Written data and a new length are on the disk once their file was synced. Until then each sector of 512 bytes
  is there or not, by chance and on its own.
- A name that was made, renamed or removed is on the disk once its folder was synced. Until then names survive
  in the order of their making, up to a moment by chance. A file below a folder without a name is lost.
"""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
ACKNOWLEDGED = "K"


@dataclass(frozen=True)
class Record:
    """One thing that was done to a file, or the word that something was acknowledged. Kinds: record_writes.c."""

    kind: str
    path: str
    offset: int = 0
    data: bytes = b""


def read_log(file: Path) -> Iterator[Record]:
    """The records of a log, in their order."""
    content = file.read_bytes()
    place = 0
    while place < len(content):
        end = content.index(b"\n", place)
        kind, path_length, offset, data_length = content[place:end].decode("ascii").split()
        data_at = end + 1 + int(path_length)
        place = data_at + int(data_length)
        yield Record(kind, content[end + 1 : data_at].decode(), int(offset), content[data_at:place])


def acknowledge(log: Path, what: str) -> None:
    """Note in a log that somebody was told, at this moment, that `what` is kept."""
    data = what.encode()
    with log.open("ab", buffering=0) as file:
        file.write(b"%s 0 0 %d\n%s" % (ACKNOWLEDGED.encode(), len(data), data))


@dataclass
class Stored:
    """A file's content: what is surely on the disk, and what was written since it was last synced."""

    lasting: bytearray = field(default_factory=bytearray)
    pending: list[Record] = field(default_factory=list)

    def sync(self) -> None:
        """What was written is on the disk now."""
        for change in self.pending:
            write(self.lasting, change)
        self.pending.clear()

    def after_cut(self, chance: "Chance") -> bytes:
        """What may be read after the power is back."""
        content = bytearray(self.lasting)
        for change in self.pending:
            for part in sectors(change):
                if chance.keeps():
                    write(content, part)
        return bytes(content)


def write(content: bytearray, change: Record) -> None:
    """Do a change of data ("W") or of length ("L") to a file's content."""
    end = change.offset + len(change.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if change.kind == "L":
        del content[end:]
    else:
        content[change.offset : end] = change.data


def sectors(change: Record) -> Iterator[Record]:
    """A change in the parts that a disk writes whole."""
    if change.kind == "L":
        yield change
        return
    end = change.offset + len(change.data)
    start = change.offset
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield Record("W", change.path, start, change.data[start - change.offset : stop - change.offset])
        start = stop


@dataclass(frozen=True)
class Chance:
    """How much of what was not synced survives: all, nothing, or each part by the toss of a coin."""

    share: float
    coins: random.Random

    def keeps(self) -> bool:
        """Whether one part survives."""
        return self.coins.random() < self.share

    def of(self, count: int) -> int:
        """How many of `count` things in a row survive."""
        return round(count * self.share) if self.share in (0, 1) else self.coins.randint(0, count)


Naming = dict[str, Stored | None]
"""Paths with their files; None stands for a folder."""


@dataclass(frozen=True)
class NameChange:
    """A path that now leads to `file`, and one that leads nowhere any more; "" for neither."""

    path: str = ""
    file: Stored | None = None
    gone: str = ""

    def apply(self, names: Naming) -> None:
        """Do the change."""
        names.pop(self.gone, None)
        if self.path:
            names[self.path] = self.file

    def is_in(self, folder: str) -> bool:
        """Whether the change is written in that folder."""
        return (self.path or self.gone).rpartition("/")[0] == folder


class Disk:
    """A folder on a disk, through everything that is done to it."""

    def __init__(self, folder: Path, beginning: Path) -> None:
        """`folder` as it stood when recording began, all of it on the disk: a copy of it is in `beginning`."""
        self.folder = str(folder)
        self.names: Naming = {}
        for path in sorted(beginning.rglob("*")):
            name = f"{self.folder}/{path.relative_to(beginning)}"
            self.names[name] = Stored(bytearray(path.read_bytes())) if path.is_file() else None
        self.lasting_names = dict(self.names)
        self.pending_names: list[NameChange] = []

    def take(self, record: Record) -> None:
        """Let one record happen."""
        file = self.names.get(record.path)
        match record.kind:
            case "N":
                self._rename(NameChange(record.path, Stored()))
            case "M":
                self._rename(NameChange(record.path))
            case "R":
                self._rename(NameChange(record.data.decode(), file, gone=record.path))
            case "U":
                self._rename(NameChange(gone=record.path))
            case "D":
                self._sync_names(record.path)
            case _ if file is None:
                raise ValueError(f"{record.kind} for {record.path}, which nobody has made")
            case "F":
                file.sync()
            case "W" | "L":
                file.pending.append(record)

    def _rename(self, change: NameChange) -> None:
        change.apply(self.names)
        self.pending_names.append(change)

    def _sync_names(self, folder: str) -> None:
        for change in self.pending_names:
            if change.is_in(folder):
                change.apply(self.lasting_names)
        self.pending_names = [change for change in self.pending_names if not change.is_in(folder)]

    def cut_power(self, chance: Chance, target: Path) -> None:
        """Write into `target`, in place of what is there, what may be found when the power is back."""
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        names = dict(self.lasting_names)
        for change in self.pending_names[: chance.of(len(self.pending_names))]:
            change.apply(names)
        for name, file in sorted(names.items(), key=lambda item: item[0]):
            place = target / name[len(self.folder) + 1 :]
            if not place.parent.is_dir():
                continue
            if file is None:
                place.mkdir()
            else:
                place.write_bytes(file.after_cut(chance))


@dataclass(frozen=True)
class Image:
    """A folder as it may be found after a power cut, and what had been acknowledged by then."""

    folder: Path
    acknowledged: frozenset[str]
    moment: str


def power_cuts(log: Path, disk: Disk, target: Path, *, moments: int, seed: int) -> Iterator[Image]:
    """Cut the power at sampled moments, four times each: nothing pending survives, everything, and two mixtures.

    Half of the moments come right after an acknowledgement, where a loss would be a broken promise.
    """
    records = list(read_log(log))
    draw = random.Random(seed)
    told = [number for number, record in enumerate(records) if record.kind == ACKNOWLEDGED]
    chosen = {*draw.sample(told, min(len(told), moments // 2))}
    chosen |= {*draw.sample(range(len(records)), min(len(records), moments - len(chosen)))}
    acknowledged: set[str] = set()
    for number, record in enumerate(records):
        if record.kind == ACKNOWLEDGED:
            acknowledged.add(record.data.decode())
        else:
            disk.take(record)
        for share in (0, 1, 0.5, 0.8) if number in chosen else ():
            disk.cut_power(Chance(share, draw), target)
            moment = f"after record {number} of {len(records)}, with {share:.0%} of what was not synced"
            yield Image(target, frozenset(acknowledged), moment)
