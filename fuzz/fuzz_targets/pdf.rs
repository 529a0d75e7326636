//! A whole file: its structure, its signatures, what was added to it. A seed of `corpus/pdf` is a signed file.
//!
//! `fuzz/run pdf`. A panic inside the PDF library counts too, although the product catches it.

#![no_main]

use kunye_esign::validate::{Material, validate};
use kunye_esign::verdict::Indication;
use kunye_kernel::time::Time;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let report = validate(bytes, &Material::default(), Time(1_795_348_800_000));
    // Nobody is trusted here.
    assert_ne!(report.indication, Indication::TotalPassed);
});
