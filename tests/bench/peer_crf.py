"""peer_crf.py: BIO data for the taggers that tag-entities.sh measures, and their scores.

    peer_crf.py columns FILE     for CRF++ and Wapiti: word, lower, ending, beginning, shape, label
    peer_crf.py attributes FILE  the same features in a window of five for CRFsuite
    peer_crf.py template         the same as a template of CRF++ and Wapiti
    peer_crf.py sents FILE       for tag-entities: a sent row a sentence
    peer_crf.py bio FILE ROWS    back from its rows: a label a token
    peer_crf.py score FILE LABELS  exact-span F1 of the last column of LABELS against FILE

FILE holds a token a line with its label behind a tab (none: O), an empty line behind each
sentence and a line -DOCSTART- before each document, as train-entities has them.
"""
import itertools
import sys


def sentences(name):
    sent, doc = [], 0
    for line in itertools.chain(open(name, encoding="utf-8"), [""]):
        cell = line.rstrip("\n").replace(" ", "_").split("\t")
        if line.startswith("-DOCSTART-"):
            doc += 1
        elif cell[0]:
            sent.append((cell[0], cell[-1] if len(cell) > 1 else "O"))
        elif sent:
            yield doc, sent
            sent = []


def shape(word):
    kinds = ("X" if c.isupper() else "x" if c.islower() else "0" if c.isdigit() else c for c in word)
    return "".join(k for k, _ in itertools.groupby(kinds))


def features(word):
    low = word.lower()
    return [word, low, low[-3:], low[:3], shape(word)]


def columns(name):
    for _, sent in sentences(name):
        for word, label in sent:
            print(*features(word), label, sep="\t")
        print()


WINDOW = [(at, col) for col in range(5) for at in (range(-2, 3) if col in (1, 4) else [0])]


def attributes(name):
    for _, sent in sentences(name):
        seen = [features(word) for word, _ in sent]
        for i, (_, label) in enumerate(sent):
            put = [label]
            for at, col in WINDOW:
                value = seen[i + at][col] if 0 <= i + at < len(sent) else "_"
                put.append(f"{at},{col}={value}".replace("\\", "\\\\").replace(":", "\\:"))
            print(*put, sep="\t")
        print()


def template():
    for n, (at, col) in enumerate(WINDOW):
        print(f"U{n}:%x[{at},{col}]")
    print("B")


def sents(name):
    at = 0
    last = block = 0
    for doc, sent in sentences(name):
        block = block + 1 if doc == last else 1
        last = doc
        text = " ".join(word for word, _ in sent).replace("\\", "\\\\")
        size = len(text.replace("\\\\", "\\").encode())
        text = "\\" + text if text[0] in '"#' else text
        print(f"d{doc}", at, at + size, "sent", f"{block}s1", "body", ".", ".", ".", text, sep="\t")
        at += size + 1


def bio(name, rows):
    found = {}
    for line in open(rows, encoding="utf-8"):
        cell = line.split("\t")
        cls = {"NORP": "MISC"}.get(cell[5], cell[5])
        if cell[3] == "entity" and cls in ("PER", "ORG", "LOC", "MISC"):
            found[int(cell[1])] = (int(cell[2]), cls)
    at = 0
    for _, sent in sentences(name):
        stop, cls = 0, ""
        for word, _ in sent:
            start = at in found
            if start:
                stop, cls = found[at]
            print(f"{'B' if start else 'I'}-{cls}" if at < stop else "O")
            at += len(word.encode()) + 1
        print()


def names(labels):
    found, start, cls = set(), None, ""
    for i, label in enumerate(labels + ["O"]):
        kind = label[2:]
        if start is not None and (label[0] != "I" or kind != cls):
            found.add((start, i, cls))
            start = None
        if label[0] == "B" or (label[0] == "I" and start is None):
            start, cls = i, kind
    return found


def score(name, labels):
    guess = [line.split()[-1] if line.strip() else "" for line in open(labels, encoding="utf-8")]
    gold = [label for _, sent in sentences(name) for _, label in sent + [("", "")]]
    gold = [label or "O" for label in gold]
    guess = [label or "O" for label in guess][: len(gold)]
    a, b = names(gold), names(guess)
    both = len(a & b)
    print(f"{200 * both / max(1, len(a) + len(b)):.1f}")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
