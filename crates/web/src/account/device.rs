//! What a browser says about itself, in two words. For recognising one's own sessions, and nothing else: a browser says what it
//! likes.

/// Of several words, the first that is found counts: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
const BROWSERS: [(&str, &str); 7] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Pardus", "Pardus"),
    ("Linux", "Linux"),
];

/// `Firefox, Windows`; "" when neither is known.
pub fn name(agent: &str) -> String {
    let find = |words: &[(&str, &'static str)]| words.iter().find(|(word, _)| agent.contains(word)).map(|(_, name)| *name);
    [find(&BROWSERS), find(&SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn browsers_are_told_apart_from_those_they_imitate() {
        let chrome =
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";
        assert_eq!(name(chrome), "Chrome, Android");
        assert_eq!(name(&format!("{chrome} Edg/130.0.0.0")), "Edge, Android");
        assert_eq!(name("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"), "Firefox, Windows");
        assert_eq!(name("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"), "Safari, iOS");
        assert_eq!(name("curl/8.5.0"), "");
    }
}
