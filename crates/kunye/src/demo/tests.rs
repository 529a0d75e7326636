use super::*;
use kunye_core::requests::RequestState;
use kunye_core::texts::Texts;
use kunye_kernel::language::Language;

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    assert!(!ready(path, false).unwrap(), "an empty folder is taken");
    std::fs::write(path.join("thesis.doc"), "years of work").unwrap();
    for fresh in [false, true] {
        assert_eq!(ready(path, fresh).unwrap_err().text, "cli-demo-not-ours");
    }
    assert!(path.join("thesis.doc").exists());
    std::fs::write(path.join(cast::FILE), "[]").unwrap();
    assert!(ready(path, false).unwrap());
    assert!(!ready(path, true).unwrap() && !path.exists());
}
