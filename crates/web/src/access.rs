//! Who may open what: every route names one class, and one layer holds requests against it. What somebody may do *there* is
//! decided again by the core, unit by unit.

use crate::answer::{Answer, see_other};
use crate::flash::Flash;
use crate::visit::Visit;
use crate::{address, upload};
use axum::extract::{Request, State};
use axum::http::Method;
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
    /// Officers and administrators: who look people and units up.
    Register,
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
            Access::Public | Access::Demo | Access::HalfSignedIn | Access::SignedIn => &[],
            Access::Officer => &[DutyKind::Officer],
            Access::Supervisor => &[DutyKind::Supervisor, DutyKind::Deputy],
            Access::Administrator => &[DutyKind::Administrator],
            Access::Auditor => &[DutyKind::Auditor],
            Access::HelpDesk => &[DutyKind::HelpDesk],
            Access::Coordinator => &[DutyKind::Coordinator],
            Access::Planner => &[DutyKind::Planner],
            Access::Register => &[DutyKind::Officer, DutyKind::Administrator],
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
        match session.stage {
            Stage::NeedsCode => Verdict::Finish("/giris/kod"),
            Stage::NeedsEnrolment => Verdict::Finish("/giris/kurulum"),
            Stage::Full if duties.is_empty() || duties.iter().any(|duty| session.has(*duty)) => Verdict::Admitted,
            Stage::Full => Verdict::Refused,
        }
    }
}

/// The layer around every handler.
pub async fn guard(State(access): State<Access>, visit: Visit, request: Request, next: Next) -> Answer {
    let refusal: Answer = match access.verdict(visit.session(), visit.app.is_demonstration()) {
        Verdict::Admitted => return Ok(next.run(request).await),
        Verdict::Hidden => Err(Error::not_found().into()),
        Verdict::Refused => Err(Error::forbidden("error-not-your-duty").into()),
        Verdict::SignIn | Verdict::Finish(_) if visit.wants_json => Err(Error::unauthenticated().into()),
        Verdict::Finish(step) => Ok(see_other(step)),
        Verdict::SignIn => {
            let back = match *request.method() {
                Method::GET => format!("/giris?sonra={}", address::encode(&visit.here)),
                // What was about to be sent is lost; to repeat it unseen would be worse.
                _ => "/giris".to_owned(),
            };
            Ok(Flash::info("sign-in-first").on(&visit.app, see_other(&back))?)
        }
    };
    // The scan of somebody whose session has ended is on its way all the same: see `upload`.
    upload::discard(request.into_body()).await;
    refusal
}
