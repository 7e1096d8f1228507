"""What all tests share: a collector of garbage that seldom walks over the papers which fixtures keep.

Left to itself it takes a seventh of the time of all tests.
"""

import gc

gc.set_threshold(200_000, 50, 1000)
