"""Makes the corpus: `python make.py OUT` writes OUT/*.pdf, the anchors, lists and responses, and OUT/cases.json. `python make.py OUT odd`
makes the part of odd.py, and `python make.py OUT signers` that of signers.py; each lies in a folder of its own.

Needs pyHanko (PyPI: pyhanko) and the `openssl` command. Keys are made anew each time and thrown away, so two corpora differ in
every byte and agree in every verdict. cases.json also notes what pyHanko itself says of each file.
"""
import sys
from cases import Corpus
import valid
import broken
import attacks
import odd
import signers

corpus = Corpus(sys.argv[1])
if sys.argv[2:] == ["odd"]:
    odd.add(corpus)
elif sys.argv[2:] == ["signers"]:
    signers.add(corpus)
else:
    for part in (valid, broken, attacks):
        part.add(corpus)
    corpus.keys()
corpus.save()
print(len(corpus.cases), "files")
