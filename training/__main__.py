"""python -m training: learn from the project's sentences anew, and write what the recogniser reads."""

import json
from pathlib import Path
from typing import Any

import afterround
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.evidence import FEATURES
from afterround.core.silence import SILENCE
from training.reader import reader_as_json
from training.weights import Learnt, learn

FOLDER = Path(afterround.__file__).parent / "adapters/matching"


def weights_as_json(learnt: Learnt) -> dict[str, Any]:
    """The small model and the cues' record as they are kept."""
    weights = learnt.weights
    cues: dict[str, dict[str, list[int]]] = {}
    for (theme, cue), (seen, right) in sorted(learnt.trust.seen.items()):
        cues.setdefault(theme, {})[cue] = [seen, right]
    return {
        "features": {name: round(value, 4) for name, value in zip(FEATURES, weights.features, strict=True)},
        "intercept": round(weights.intercept, 4),
        "silence": {name: round(value, 4) for name, value in zip(SILENCE, weights.silence, strict=True)},
        "silence_intercept": round(weights.silence_intercept, 4),
        "needed": list(weights.needed),
        "cues": cues,
    }


def as_text(value: dict[str, Any], wide: str) -> str:
    """JSON with a line for each entry of the field `wide`, and for each other field."""
    rows = []
    for name, field in value.items():
        if name == wide:
            inner = ",\n".join(
                f"  {json.dumps(key)}: {json.dumps(row, separators=(',', ':'))}" for key, row in field.items()
            )
            rows.append(f" {json.dumps(name)}: {{\n{inner}\n }}")
        else:
            rows.append(f" {json.dumps(name)}: {json.dumps(field)}")
    return "{\n" + ",\n".join(rows) + "\n}\n"


def main() -> None:
    """Write weights.json and reader.json."""
    learnt = learn(built_in_taxonomy())
    for name, value, wide in (
        ("weights.json", weights_as_json(learnt), "cues"),
        ("reader.json", reader_as_json(learnt.reader), "terms"),
    ):
        (FOLDER / name).write_text(as_text(value, wide), encoding="utf-8")
        print(f"{name}: {(FOLDER / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
