//! The crate on signed files: `corpus/make.py` made them with pyHanko and OpenSSL, and `corpus/files/cases.json` says what each must get.

mod comparison;
mod counting;
mod mutations;
mod pkits;
mod pss;
mod sealing;
mod structure;
mod support;
mod verdicts;
