//! Leafing through a list: what the macro `pagination` is given.

use kunye_kernel::page::Page;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pages {
    number: u32,
    total: u32,
    /// How many entries there are in all.
    count: i64,
    /// Addresses; "" at the ends.
    previous: String,
    next: String,
}

impl Pages {
    pub fn of<T>(page: &Page<T>, href: impl Fn(u32) -> String) -> Self {
        let (number, total) = (page.request.number, page.pages());
        Self {
            number,
            total,
            count: page.total,
            previous: if number > 1 { href(number.min(total + 1) - 1) } else { String::new() },
            next: if number < total { href(number + 1) } else { String::new() },
        }
    }

    /// Of a list that was not looked for.
    pub fn none() -> Self {
        Self { number: 1, total: 1, count: 0, previous: String::new(), next: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_kernel::page::PageRequest;

    #[test]
    fn the_ends_lead_nowhere_and_beyond_the_end_leads_back() {
        let pages = |number| {
            let page = Page { items: vec![(); 0], total: 25, request: PageRequest::new(Some(number), Some(10)) };
            let pages = Pages::of(&page, |n| n.to_string());
            (pages.previous, pages.next)
        };
        assert_eq!(pages(1), (String::new(), "2".into()));
        assert_eq!(pages(3), ("2".into(), String::new()));
        assert_eq!(pages(99), ("3".into(), String::new()));
    }
}
