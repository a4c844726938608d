#!/usr/bin/env python3
"""quotes-gold.py OUT FILE.jsonl...: what train-quotes learns from, out of annotated text.

Each line of a FILE is one document: {"text": ..., "quotes": [...], "ignore": [[start, end]...]}.
A quote is one contiguous part of an attribution: start, end, type (direct, mixed, indirect),
group (the same for all parts of one attribution), and speaker_start, speaker_end, cue_start,
cue_end, or speaker_frags and cue_frags as [[start, end]...] where they stand in pieces.
Offsets count code points of the text.

Writes OUT.tsv (id and text, for normalize --tsv) and OUT.gold (bytes, see train-quotes.c).
Every document comes twice, the second time with its commas and stops behind the closing marks,
as British papers set them; both have the same last digit, so that they fall into one fold.
"""
import json
import re
import sys
from itertools import accumulate

OUTSIDE = re.compile(r"""([,.])(''|”|’’|"(?=[\s,.—)]|$))""")
ESCAPE = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def gold(doc):
    """One line for each part, without the id."""
    at = [0, *accumulate(len(c.encode()) for c in doc["text"])]

    def spans(q, what):
        pieces = q.get(what + "_frags")
        if not pieces and q.get(what + "_start") is not None:
            pieces = [[q[what + "_start"], q[what + "_end"]]]
        return ",".join(f"{at[a]}-{at[b]}" for a, b in pieces or []) or "."

    for q in doc["quotes"]:
        yield (at[q["start"]], at[q["end"]], q["type"], q["group"], spans(q, "speaker"), spans(q, "cue"))
    for a, b, *_ in doc.get("ignore", []):
        yield (at[a], at[b], "ignore", ".", ".", ".")


def main(out, files):
    docs = [json.loads(line) for f in files for line in open(f, encoding="utf-8")]
    second = len(docs) + -len(docs) % 10
    with open(out + ".tsv", "w", encoding="utf-8") as text, open(out + ".gold", "w") as marks:
        for first, change in ((0, lambda s: s), (second, lambda s: OUTSIDE.sub(r"\2\1", s))):
            for n, d in enumerate(docs, first):
                print(n, change(d["text"]).translate(ESCAPE), sep="\t", file=text)
                for g in gold(d):
                    print(n, *g, sep="\t", file=marks)


main(sys.argv[1], sys.argv[2:])
