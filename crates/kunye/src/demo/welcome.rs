//! What the demonstration says when it is ready.

use super::applications::Machine;
use crate::terminal::Terminal;
use kunye_core::demo::Persona;
use std::net::SocketAddr;
use std::path::Path;

/// Everything one needs to begin.
pub struct Welcome<'a> {
    pub url: &'a str,
    pub folder: &'a Path,
    pub personas: &'a [Persona],
    pub machines: &'a [Machine],
    /// Where the directory listens: plain first, then with TLS from the first byte.
    pub ldap: Option<&'a [SocketAddr]>,
}

impl Welcome<'_> {
    /// All of it in a box.
    pub fn text(&self, terminal: &Terminal) -> String {
        let Self { url, folder, personas, machines, ldap } = *self;
        let word = |key: &str| terminal.word(key);
        let folder = folder.display();
        let directory = ldap.and_then(<[SocketAddr]>::split_first).map(|(plain, tls)| {
            let secured = tls.iter().map(|address| format!("  ldaps://{address}")).collect::<String>();
            (
                word("cli-demo-ldap"),
                format!("ldap://{plain}{secured}  dc=example,dc=org  ({folder}/{})", super::directory::CERTIFICATE),
            )
        });
        let pairs = [
            (word("cli-demo-address"), url.to_owned()),
            (word("cli-demo-whom"), format!("{url}/demo")),
            (word("cli-demo-phone"), format!("{url}/demo/phone")),
            (word("cli-demo-data"), format!("{folder}")),
            (word("cli-demo-again"), "--fresh".to_owned()),
            (word("cli-demo-stop"), "Ctrl-C".to_owned()),
        ];
        let pairs: Vec<(String, String)> = pairs.into_iter().chain(directory).collect();
        let width = pairs.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let mut lines: Vec<String> = pairs.iter().map(|(name, value)| format!("{name:<width$}   {value}")).collect();
        lines.push(String::new());
        lines.push(word("cli-demo-sign-ins"));
        let can_sign_in = || personas.iter().filter(|who| !who.password.is_empty());
        let width = can_sign_in().map(|who| who.user_name.chars().count()).max().unwrap_or(0);
        for who in can_sign_in() {
            let role = word(&format!("demo-role-{}", who.role.replace('_', "-")));
            lines.push(format!("  {:<width$}   {:<18}   {role}", who.user_name, who.password));
        }
        if !machines.is_empty() {
            lines.push(String::new());
            lines.push(word("cli-demo-machines"));
        }
        let width = machines.iter().map(|machine| machine.name.chars().count()).max().unwrap_or(0);
        for machine in machines {
            lines.push(format!("  {:<width$}   {}", machine.name, word(&format!("cli-demo-machine-{}", machine.kind))));
            lines.push(format!("  {:<width$}   {}", "", machine.secret));
        }
        boxed(&word("cli-demo-title"), &lines)
    }
}

fn boxed(title: &str, lines: &[String]) -> String {
    let inner = lines.iter().map(|line| line.chars().count()).chain([title.chars().count() + 2]).max().unwrap_or(0);
    let rule = |left: &str, right: &str, from: usize| format!("{left}{}{right}\n", "─".repeat(inner + 2 - from));
    let mut out = format!("╭─ {title} {}", rule("", "╮", title.chars().count() + 3));
    for line in lines {
        out.push_str(&format!("│ {line:<inner$} │\n"));
    }
    out + &rule("╰", "╯", 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_box_is_equally_long() {
        let text = boxed("Künye · Tanıtım", &["Şu adres".to_owned(), String::new(), "x".repeat(60)]);
        let lengths: Vec<usize> = text.lines().map(|line| line.chars().count()).collect();
        assert_eq!(lengths, vec![64; 5], "\n{text}");
    }
}
