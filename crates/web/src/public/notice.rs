//! The notice that is given before personal data is taken (KVKK, art. 10). Its text is in `locales/`; a request remembers which
//! version its person was shown.

use kunye_kernel::time::Day;

/// Increase it, and say since when, whenever a `notice-…` text changes its meaning.
pub const VERSION: &str = "1";

/// 22.11.2026.
pub const SINCE: Day = Day(20_779);
