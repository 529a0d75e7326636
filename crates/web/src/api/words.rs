//! The core's enumerated words, as schemas: generated from the enums themselves, so that the description cannot fall behind.

use kunye_core::requests::lists::Tab;
use kunye_core::requests::view;
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

/// The bytes of a file, as they are.
pub struct File;

impl PartialSchema for File {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).into()
    }
}

impl ToSchema for File {}

fn one_of(words: impl Iterator<Item = &'static str>) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
}

macro_rules! words {
    ($($name:ident = $all:expr;)+) => {$(
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                one_of($all.iter().map(|word| word.as_str()))
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                stringify!($name).into()
            }
        }
    )+};
}

words! {
    TrainingRequestState = kunye_core::training::onsite::RequestState::ALL;
    AbsenceKind = kunye_core::training::trainers::AbsenceKind::ALL;
    ContactKind = kunye_core::training::customers::ContactKind::ALL;
    TrainingItem = kunye_core::training::onsite::Item::ALL;
    TrainingSide = kunye_core::training::onsite::Side::ALL;
    TrainingSessionState = kunye_core::training::shared::SessionState::ALL;
    TrainingWay = kunye_core::training::programme::Way::ALL;
    CountVerdict = kunye_core::training::users::DecisionVerdict::ALL;
    ParticipantState = kunye_core::training::participants::ParticipantState::ALL;
    LedgerKind = kunye_core::training::ledger::EntryKind::ALL;
    CourseLevel = kunye_core::training::programme::CourseLevel::ALL;
    Mark = kunye_core::training::attendance::Mark::ALL;
    MarkSource = kunye_core::training::attendance::Source::ALL;
    MarkVerdict = kunye_core::training::attendance::Verdict::ALL;
    ReservationState = kunye_core::training::shared::ReservationState::ALL;
    AccountKind = kunye_core::accounts::AccountKind::ALL;
    Act = kunye_core::applications::Act::ALL;
    AccountState = kunye_core::accounts::AccountState::ALL;
    Decision = kunye_core::requests::Decision::ALL;
    DeliveryState = kunye_core::messages::DeliveryState::ALL;
    DutyKind = kunye_core::register::DutyKind::ALL;
    RequestKind = kunye_core::requests::RequestKind::ALL;
    RequestState = kunye_core::requests::RequestState::ALL;
    RequestTab = Tab::ALL;
    Standing = kunye_core::issued::verify::Standing::ALL;
    Verdict = [view::Verdict::Matches, view::Verdict::Differs, view::Verdict::Missing];
    Way = kunye_core::requests::Way::ALL;
}
