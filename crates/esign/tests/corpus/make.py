"""Makes the corpus: `python make.py OUT` writes OUT/*.pdf, the anchors, lists and responses, and OUT/cases.json.

Needs pyHanko (PyPI: pyhanko) and the `openssl` command. Keys are made anew each time and thrown away, so two corpora differ in
every byte and agree in every verdict. cases.json also notes what pyHanko itself says of each file.
"""
import sys
from cases import Corpus
import valid
import broken
import attacks

corpus = Corpus(sys.argv[1])
for part in (valid, broken, attacks):
    part.add(corpus)
corpus.save()
corpus.keys()
print(len(corpus.cases), "files")
