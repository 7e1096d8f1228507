"""Many reports at once: `run_batch` is the door.

asked      what the command line says; result: what came of it
order      what is to be made: units, a run sheet
inputs     the hashes of everything a report depends on
content    the hashes of what a report shows
compiled   the books of an edition, read once and sent to every worker
press      the worker's side: an edition prepared once, then report after report
engines    the same work in this process, in several (loky), or on a Dask cluster
wish       the wish to end: what is in hand is finished first
manifest   what was made of what, and a journal that survives a broken run
lock       one batch at a time in a folder
plan       what has to be made anew, and why
run        all of it in order
start      the door: has the tables read (apart: in a process of its own) while the rest is loaded
contact    summary pages on one sheet; outliers: the reports worth opening
progress   one bar, or lines in a pipe; summary: the table at the end
"""

from generator.batch.asked import BatchOptions, ask
from generator.batch.result import BatchResult
from generator.batch.start import run_batch

__all__ = ["BatchOptions", "BatchResult", "ask", "run_batch"]
