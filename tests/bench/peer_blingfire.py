"""peer_blingfire.py sentence|word FILE: BlingFire over a text, line by line; for segment.sh."""
import sys
import blingfire

cut = blingfire.text_to_words if sys.argv[1] == "word" else blingfire.text_to_sentences
sep = " " if sys.argv[1] == "word" else "\n"
out = sys.stdout
for line in open(sys.argv[2], encoding="utf-8"):
    out.write(cut(line.rstrip("\n")).replace(sep, "\n"))
    out.write("\n")
