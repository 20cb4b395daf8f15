"""A training that can be killed at any moment and goes on after its last finished epoch.

Keras' own BackupAndRestore writes weights and epoch number as two files in place: a kill between them repeats an epoch
on newer weights, a kill within one loses the backup. Here an epoch counts once one complete file has got its name.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.files import write_atomically

if TYPE_CHECKING:
    import keras

Row = dict[str, float]


class Checkpoint:
    """State of one training in a folder: weights with optimizer after the last epoch and the best one, and history.

    Parameters
    ----------
    folder : is emptied first if it holds a training of another identity.
    identity : digest of all that the training depends on.
    """

    def __init__(self, folder: Path, identity: str) -> None:
        self.folder = folder
        self.rows: list[Row] = []
        marker = folder / "identity.txt"
        if not marker.is_file() or marker.read_text(encoding="utf-8") != identity:
            _remove(folder)
            folder.mkdir(parents=True)
            marker.write_text(identity, encoding="utf-8")

    def resume(self, model: keras.Model) -> int:
        """Put a compiled model into the state after the last finished epoch; return how many epochs are finished."""
        finished = max((int(path.name[6:10]) for path in self.folder.glob("epoch_????.weights.h5")), default=0)
        if finished:
            model.optimizer.build(model.trainable_variables)
            model.load_weights(self._epoch(finished))
            self.rows = read_history(self.folder / "history.csv")[:finished]
        return finished

    def record(self, model: keras.Model, row: Row) -> None:
        """Store the state after one more epoch. `row["selection"]` is what the best epoch has most of."""
        self.rows.append(row)
        number = len(self.rows)
        partial = self.folder / "partial.weights.h5"
        model.save_weights(partial)
        if self.best_epoch == number:
            shutil.copyfile(partial, self._best(number))
        write_history(self.folder / "history.csv", self.rows)
        os.replace(partial, self._epoch(number))
        for path in self.folder.glob("*_????.weights.h5"):
            if path not in {self._epoch(number), self._best(self.best_epoch)}:
                path.unlink()

    @property
    def best_epoch(self) -> int:
        """Number, from 1, of the epoch with the highest selection value; the last of equals."""
        return max(range(1, len(self.rows) + 1), key=lambda number: (self.rows[number - 1]["selection"], number))

    @property
    def stale_epochs(self) -> int:
        """How many epochs have come since the best one; 0 before the first."""
        return len(self.rows) - self.best_epoch if self.rows else 0

    def load_best(self, model: keras.Model) -> None:
        """Give the model the weights it had after the best epoch."""
        model.load_weights(self._best(self.best_epoch))

    def remove(self) -> None:
        """Delete the folder: the training is done."""
        _remove(self.folder)

    def _epoch(self, number: int) -> Path:
        return self.folder / f"epoch_{number:04d}.weights.h5"

    def _best(self, number: int) -> Path:
        return self.folder / f"best_{number:04d}.weights.h5"


def finish(out: Path | str) -> None:
    """Delete the checkpoint of the training into the model folder `out`, once the result of the training is safe."""
    _remove(folder_in(out))


def folder_in(out: Path | str) -> Path:
    """Where a training into the model folder `out` keeps its checkpoint."""
    return Path(out) / "checkpoint"


def _remove(folder: Path) -> None:
    """Delete a folder, none of which is left under its name from the first step on: half a checkpoint cannot be gone on from."""
    gone = folder.with_name(f"{folder.name}.removed")
    shutil.rmtree(gone, ignore_errors=True)
    if folder.exists():
        os.replace(folder, gone)
        shutil.rmtree(gone)


def write_history(path: Path, rows: list[Row]) -> None:
    """Write one row per epoch, the whole file at once."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    write_atomically(path, text.getvalue().encode())


def read_history(path: Path) -> list[Row]:
    """Rows as `write_history` wrote them."""
    with open(path, newline="", encoding="utf-8") as stream:
        return [
            {name: int(value) if name == "epoch" else float(value) for name, value in row.items()}
            for row in csv.DictReader(stream)
        ]
