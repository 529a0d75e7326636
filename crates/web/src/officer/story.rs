//! What happened to a request, as the officer who deals with it is told: by whom, and with which proof.

use crate::follow::story::{Step, Tone};
use kunye_core::audit::Line;
use kunye_core::requests::RequestState;
use std::collections::HashMap;

/// The beads of the record's lines, oldest first. `names` are those of the people who acted; `say` puts keys into words.
pub fn tell(
    lines: &[Line],
    state: RequestState,
    names: &HashMap<String, String>,
    say: impl Fn(&str, &[(&str, String)]) -> String,
) -> Vec<Step> {
    let mut steps: Vec<Step> = lines.iter().filter_map(|line| step(line, names, &say)).collect();
    if state == RequestState::InDelivery {
        steps.push(Step { what: "in_delivery", tone: Tone::Waiting, at: String::new(), who: String::new(), note: String::new() });
    }
    steps
}

fn step(line: &Line, names: &HashMap<String, String>, say: &impl Fn(&str, &[(&str, String)]) -> String) -> Option<Step> {
    let detail: serde_json::Value = serde_json::from_str(&line.detail).unwrap_or_default();
    let text = |name: &str| detail.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let (what, tone) = match line.action.as_str() {
        "request.submitted" => ("form_made", Tone::Done),
        "request.approved" if text("way") == "paper" => ("wet_signature_attested", Tone::Done),
        "request.approved" => ("approved", Tone::Done),
        "form.signed" => ("form_signed", Tone::Done),
        "request.declined" => ("declined", Tone::Problem),
        "request.refused" => ("refused", Tone::Problem),
        "request.lapsed" => ("lapsed", Tone::Problem),
        "person.corrected" => ("corrected", Tone::Done),
        "archive.filed" => ("scan_filed", Tone::Done),
        "request.attested" => ("completeness_attested", Tone::Done),
        "request.sent-again" => ("resent", Tone::Done),
        // Of a message, that the operator took it is all that is known then: it may still fail.
        "request.fulfilled" if detail.get("delivery").is_some() => ("handed_over", Tone::Done),
        "request.fulfilled" => ("fulfilled", Tone::Done),
        "request.failed" => ("failed", Tone::Problem),
        "delivery.delivered" => ("delivered", Tone::Done),
        "delivery.failed" => ("failed", Tone::Problem),
        // Who opened the paper is for the auditor.
        _ => return None,
    };
    let note = match what {
        "scan_filed" => say("officer-archive-number", &[("number", text("archive_no"))]),
        "corrected" => changes(&detail, say),
        "declined" | "refused" => line.reason.clone().unwrap_or_default(),
        "form_signed" => signers(&detail),
        "failed" => line.reason.as_deref().map(|key| say(key, &[])).unwrap_or_default(),
        _ => String::new(),
    };
    let name = line.actor.as_ref().and_then(|actor| names.get(actor));
    let who = match (name, what) {
        (None, _) => String::new(),
        (Some(name), "approved" | "declined") => name.clone(),
        (Some(name), _) => say("officer-who", &[("name", name.clone())]),
    };
    Some(Step { what, tone, at: line.at.display(), who, note })
}

/// Everybody whose signature was on the form.
fn signers(detail: &serde_json::Value) -> String {
    let signers = detail.get("signers").and_then(|signers| signers.as_array()).cloned().unwrap_or_default();
    signers.iter().filter_map(|signer| signer.get("name")?.as_str()).collect::<Vec<_>>().join(", ")
}

/// `Soyad: Öztürk → Öztürk Aydın; Cep telefonu: •••• ••• •• 41 → •••• ••• •• 67`
fn changes(detail: &serde_json::Value, say: &impl Fn(&str, &[(&str, String)]) -> String) -> String {
    let changes = detail.get("changes").and_then(|changes| changes.as_array()).cloned().unwrap_or_default();
    let text =
        |change: &serde_json::Value, name: &str| change.get(name).and_then(|value| value.as_str()).unwrap_or("–").to_owned();
    let told = changes.iter().map(|change| {
        let field = say(&format!("officer-field-{}", text(change, "field").replace('_', "-")), &[]);
        format!("{field}: {} → {}", text(change, "before"), text(change, "after"))
    });
    told.collect::<Vec<_>>().join("; ")
}
