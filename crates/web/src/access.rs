//! Who may open what: every route names one class, and one layer holds requests against it. What somebody may do *there* is
//! decided again by the core, unit by unit.

use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::training::invited;
use crate::visit::Visit;
use crate::{address, upload};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use kunye_core::accounts::sessions::{Session, Stage};
use kunye_core::register::DutyKind;
use kunye_kernel::error::Error;

/// A class of routes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Whoever has given a password, also when the second factor is still to come.
    HalfSignedIn,
    SignedIn,
    /// Whoever is signed in, or has opened the personal link of an invitation: for which seat is the core's to decide.
    Invited,
    Officer,
    /// Supervisors and those who stand in for them.
    Supervisor,
    Administrator,
    Auditor,
    HelpDesk,
    /// Who acts for an institution in the training programme.
    Coordinator,
    /// Who plans at the institution that trains.
    Planner,
    /// Who teaches.
    Trainer,
    /// Who looks after customers of the institution that trains.
    AccountManager,
    /// Who directs the institution that trains.
    Director,
    /// Planners and directors: who see the programme as a whole.
    Steering,
    /// Planners and auditors: who look into what attendance rests on.
    Evidence,
    /// Supervisors, those who stand in for them, and officers: who speak for units.
    Unit,
    /// Officers and coordinators: who keep the leave of staff.
    Staffing,
    /// Officers and administrators: who look people and units up.
    Register,
    /// Officers and the help desk: who help others with their accounts.
    Help,
    /// Administrators and auditors: who watch over rules and record.
    Oversight,
    /// Everybody, in demonstration mode only.
    Demo,
}

/// What a class says to a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Admitted,
    /// Nobody is signed in.
    SignIn,
    /// The sign-in is to be finished here first.
    Finish(&'static str),
    /// Signed in, without the duty that this asks for.
    Refused,
    /// There is no such page here.
    Hidden,
}

impl Access {
    /// The duties of which one is asked for; none for whoever is signed in, or needs not be.
    pub fn duties(self) -> &'static [DutyKind] {
        match self {
            Access::Public | Access::Demo | Access::HalfSignedIn | Access::SignedIn | Access::Invited => &[],
            Access::Officer => &[DutyKind::Officer],
            Access::Supervisor => &[DutyKind::Supervisor, DutyKind::Deputy],
            Access::Administrator => &[DutyKind::Administrator],
            Access::Auditor => &[DutyKind::Auditor],
            Access::HelpDesk => &[DutyKind::HelpDesk],
            Access::Coordinator => &[DutyKind::Coordinator],
            Access::Planner => &[DutyKind::Planner],
            Access::Trainer => &[DutyKind::Trainer],
            Access::AccountManager => &[DutyKind::AccountManager],
            Access::Director => &[DutyKind::Director],
            Access::Steering => &[DutyKind::Planner, DutyKind::Director],
            Access::Evidence => &[DutyKind::Planner, DutyKind::Auditor],
            Access::Unit => &[DutyKind::Supervisor, DutyKind::Deputy, DutyKind::Officer],
            Access::Staffing => &[DutyKind::Officer, DutyKind::Coordinator],
            Access::Register => &[DutyKind::Officer, DutyKind::Administrator],
            Access::Help => &[DutyKind::Officer, DutyKind::HelpDesk],
            Access::Oversight => &[DutyKind::Administrator, DutyKind::Auditor],
        }
    }

    /// The pure rule.
    pub fn verdict(self, session: Option<&Session>, demo: bool) -> Verdict {
        match self {
            Access::Public => return Verdict::Admitted,
            Access::Demo => return if demo { Verdict::Admitted } else { Verdict::Hidden },
            Access::HalfSignedIn => return if session.is_some() { Verdict::Admitted } else { Verdict::SignIn },
            _ => {}
        }
        let duties = self.duties();
        let Some(session) = session else { return Verdict::SignIn };
        match step(session.stage) {
            Some(page) => Verdict::Finish(page),
            None if duties.is_empty() || duties.iter().any(|duty| session.has(*duty)) => Verdict::Admitted,
            None => Verdict::Refused,
        }
    }
}

/// The page of the step that is still to be taken.
pub fn step(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::NeedsCode => Some("/giris/kod"),
        Stage::NeedsEnrolment => Some("/giris/kurulum"),
        Stage::NeedsPassword => Some("/hesabim/parola"),
        Stage::Full => None,
    }
}

/// What the layer knows of a route.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    pub access: Access,
    /// Whether the address can also be opened: a form that is shown again after a mistake has the address it was sent to.
    pub can_be_opened: bool,
}

/// The layer around every handler.
pub async fn guard(State(gate): State<Gate>, visit: Visit, request: Request, next: Next) -> Answer {
    let access = gate.access;
    if access == Access::Invited && invited::bearer(&visit)?.is_some() {
        return Ok(next.run(request).await);
    }
    let refusal: Answer = match access.verdict(visit.session(), visit.app.is_demonstration()) {
        Verdict::Admitted => return Ok(next.run(request).await),
        Verdict::Hidden => Err(Error::not_found().into()),
        Verdict::Refused => Err(Error::forbidden("error-not-your-duty").into()),
        Verdict::SignIn | Verdict::Finish(_) if visit.wants_json => Err(Error::unauthenticated().into()),
        Verdict::Finish(step) => Ok(see_other(step)),
        Verdict::SignIn => {
            let is_form = *request.method() != Method::GET;
            let back = if is_form { form_page(request.headers(), &visit.path, gate) } else { Some(visit.here.clone()) };
            let to = back.map_or("/giris".to_owned(), |back| format!("/giris?sonra={}", address::encode(&back)));
            // A token that stands for nothing any more: there was a session.
            let words = match (visit.token().is_some(), is_form) {
                (false, _) => "sign-in-first",
                (true, false) => "sign-in-ended",
                // What was about to be sent is lost; to repeat it unseen would be worse.
                (true, true) => "sign-in-ended-unsaved",
            };
            Ok(Flash::info(words).on(&visit.app, see_other(&to))?)
        }
    };
    // The scan of somebody whose session has ended is on its way all the same: see `upload`.
    upload::discard(request.into_body()).await;
    refusal
}

/// The page that a form was sent from, as the browser tells it; nothing when it cannot be opened again. Another site's page
/// cannot send here at all, and a path of its would be one of ours.
fn form_page(headers: &HeaderMap, path: &str, gate: Gate) -> Option<String> {
    let referer: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let page = address::local(referer.path_and_query()?.as_str())?;
    (gate.can_be_opened || referer.path() != path).then(|| page.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_form_leads_back_to_the_page_it_stood_on() {
        let back = |referer: &str, can_be_opened| {
            let headers = HeaderMap::from_iter([(header::REFERER, HeaderValue::from_str(referer).unwrap())]);
            form_page(&headers, "/kurum/talepler/KT7M-2QX4/ret", Gate { access: Access::Officer, can_be_opened })
        };
        let page = "https://hesap.example.gov.tr/kurum/talepler/KT7M-2QX4";
        assert_eq!(back(&format!("{page}?a=1"), false).as_deref(), Some("/kurum/talepler/KT7M-2QX4?a=1"));
        // Shown again after a mistake, at an address that only takes forms.
        assert_eq!(back(&format!("{page}/ret"), false), None);
        assert_eq!(back(&format!("{page}/ret"), true).as_deref(), Some("/kurum/talepler/KT7M-2QX4/ret"));
        assert_eq!(back("https://evil.example//evil.example/", true), None);
        assert_eq!(back("nonsense", true), None);
        assert_eq!(form_page(&HeaderMap::new(), "/", Gate { access: Access::Officer, can_be_opened: true }), None);
    }
}
