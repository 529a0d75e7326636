"""Makes the corpus: `python make.py OUT` writes OUT/*.pdf, the anchors, lists and responses, and OUT/cases.json. `python make.py OUT odd`
makes the part of odd.py, `python make.py OUT signers` that of signers.py, `python make.py OUT later` that of later.py; each lies in a folder of its
own.

Needs pyHanko (PyPI: pyhanko) and the `openssl` command. Keys are made anew each time and thrown away, so two corpora differ in
every byte and agree in every verdict. cases.json also notes what pyHanko itself says of each file.
"""
import sys
from cases import Corpus
import valid
import broken
import attacks
import odd
import later
import signers

corpus = Corpus(sys.argv[1])
parts = {"odd": odd, "signers": signers, "later": later}
if sys.argv[2:]:
    parts[sys.argv[2]].add(corpus)
else:
    for part in (valid, broken, attacks):
        part.add(corpus)
    corpus.keys()
corpus.save()
print(len(corpus.cases), "files")
