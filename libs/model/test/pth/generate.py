"""Small PyTorch files for the tests of the reader.  Run with PyTorch installed:  python generate.py OUT_DIR"""
import os
import sys
from collections import OrderedDict
from pathlib import Path

import torch

out = Path(sys.argv[1])
base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
tensors = OrderedDict(
    base=base,
    transposed=base.t(),
    part=base[1:3, 2:5],
    half=torch.tensor([1.5, -2.0, 65504.0], dtype=torch.float16),
    bfloat16=torch.tensor([1.5, -2.0, 3.0e38], dtype=torch.bfloat16),
    double=torch.tensor([0.5, -0.25], dtype=torch.float64),
    parameter=torch.nn.Parameter(torch.tensor([7.0])),
    scalar=torch.tensor(3.0),
    empty=torch.zeros(0, 3),
)
torch.save(tensors, out / "views.pth")
torch.save(tensors, out / "views-legacy.pth", _use_new_zipfile_serialization=False)
torch.save(OrderedDict(a=torch.tensor([1, 2])), out / "integers.pth")
torch.save({"epoch": 3, "model": tensors}, out / "nested.pth")


class RunsCode:
    def __reduce__(self):
        return os.system, ("touch this-must-not-exist",)


torch.save(RunsCode(), out / "code.pth")
torch.save(RunsCode(), out / "code-legacy.pth", _use_new_zipfile_serialization=False)
