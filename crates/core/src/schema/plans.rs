//! Tables of what happens inside a plan before and after a training.

diesel::table! {
    request_reviews (id) {
        id -> Text,
        request_id -> Text,
        verdict -> Text,
        text -> Text,
        made_by -> Text,
        made_at -> BigInt,
    }
}

diesel::table! {
    candidate_calls (id) {
        id -> Text,
        session_id -> Text,
        institution_id -> Text,
        unit_id -> Text,
        places -> Integer,
        until_day -> Integer,
        note -> Text,
        asked_by -> Text,
        asked_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    candidates (id) {
        id -> Text,
        call_id -> Text,
        person_id -> Text,
        reason -> Text,
        proposed_by -> Text,
        proposed_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    staff_leaves (id) {
        id -> Text,
        person_id -> Text,
        starts_on -> Integer,
        ends_on -> Integer,
        said_by -> Text,
        said_at -> BigInt,
    }
}

diesel::table! {
    spread_reports (id) {
        id -> Text,
        participant_id -> Text,
        held_on -> Integer,
        place -> Text,
        people -> Integer,
        said_at -> BigInt,
    }
}
