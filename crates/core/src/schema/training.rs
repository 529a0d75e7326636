//! Tables of the training programme.

// Who uses tables of training need not know in which of the five files one stands.
pub use super::{attendance::*, onsite::*, plans::*, voices::*};

diesel::table! {
    programmes (id) {
        id -> Text,
        provider_id -> Text,
        name -> Text,
        starts_on -> Integer,
        ends_on -> Integer,
        capacity_people -> Integer,
        capacity_hours -> Integer,
        created_at -> BigInt,
    }
}

diesel::table! {
    tier_tables (id) {
        id -> Text,
        programme_id -> Text,
        valid_from -> Integer,
        published_by -> Text,
        published_at -> BigInt,
        reason -> Text,
    }
}

diesel::table! {
    tiers (table_id, position) {
        table_id -> Text,
        position -> Integer,
        code -> Text,
        from_users -> BigInt,
        to_users -> BigInt,
        hours -> Integer,
        way -> Text,
    }
}

diesel::table! {
    courses (id) {
        id -> Text,
        programme_id -> Text,
        code -> Text,
        name -> Text,
        name_en -> Text,
        level -> Text,
        hours -> Integer,
        contents -> Text,
        materials -> Text,
        needs -> Text,
        ended_on -> Nullable<Integer>,
        created_at -> BigInt,
    }
}

diesel::table! {
    training_sites (id) {
        id -> Text,
        owner_id -> Text,
        name -> Text,
        province -> Integer,
        address -> Text,
        created_at -> BigInt,
        ended_on -> Nullable<Integer>,
    }
}

diesel::table! {
    programme_decisions (id) {
        id -> Text,
        programme_id -> Text,
        starts_on -> Integer,
        ends_on -> Integer,
        capacity_people -> Integer,
        capacity_hours -> Integer,
        reason -> Text,
        decided_by -> Text,
        decided_at -> BigInt,
    }
}

diesel::table! {
    user_counts (id) {
        id -> Text,
        institution_id -> Text,
        provider_id -> Text,
        counted_on -> Integer,
        source -> Text,
        file_name -> Text,
        blob -> Text,
        total -> BigInt,
        taken_by -> Text,
        taken_at -> BigInt,
    }
}

diesel::table! {
    user_count_lines (count_id, unit_id) {
        count_id -> Text,
        unit_id -> Text,
        parent_id -> Nullable<Text>,
        users -> BigInt,
        subtotal -> BigInt,
    }
}

diesel::table! {
    tier_decisions (id) {
        id -> Text,
        programme_id -> Text,
        institution_id -> Text,
        count_id -> Text,
        table_id -> Text,
        users -> BigInt,
        verdict -> Text,
        tier -> Nullable<Text>,
        way -> Nullable<Text>,
        hours -> Integer,
        decided_on -> Integer,
        decided_by -> Text,
        decided_at -> BigInt,
    }
}

diesel::table! {
    entitlements (seq) {
        seq -> BigInt,
        programme_id -> Text,
        institution_id -> Text,
        kind -> Text,
        hours -> Integer,
        hold -> Nullable<Text>,
        once_key -> Text,
        about -> Text,
        actor -> Text,
        reason -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    training_sessions (id) {
        id -> Text,
        reference -> Text,
        programme_id -> Text,
        course_id -> Text,
        site_id -> Text,
        starts_on -> Integer,
        starts_minute -> Integer,
        hours -> Integer,
        seats -> Integer,
        quota -> Integer,
        cancel_by -> Integer,
        substitute_by -> Integer,
        fill_from -> Integer,
        state -> Text,
        announced_by -> Text,
        announced_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        kind -> Text,
        ends_on -> Integer,
    }
}

diesel::table! {
    training_expenses (seq) {
        seq -> BigInt,
        session_id -> Text,
        item -> Text,
        kurus -> BigInt,
        said_by -> Text,
        said_at -> BigInt,
    }
}

diesel::table! {
    reservations (id) {
        id -> Text,
        session_id -> Text,
        number -> Integer,
        institution_id -> Text,
        seats -> Integer,
        state -> Text,
        once_key -> Text,
        made_by -> Text,
        made_at -> BigInt,
        seated_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    session_trainers (session_id) {
        session_id -> Text,
        person_id -> Text,
        assigned_by -> Text,
        assigned_at -> BigInt,
    }
}

diesel::table! {
    participants (id) {
        id -> Text,
        session_id -> Text,
        institution_id -> Text,
        person_id -> Text,
        disseminator -> Bool,
        state -> Text,
        sequence -> Integer,
        replaces -> Nullable<Text>,
        answer -> Text,
        despite -> Text,
        deputy -> Text,
        named_by -> Text,
        named_at -> BigInt,
        answered_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    attendance (seq) {
        seq -> BigInt,
        participant_id -> Text,
        day -> Integer,
        hour -> Integer,
        mark -> Text,
        reason -> Text,
        marked_by -> Text,
        marked_at -> BigInt,
        source -> Text,
        device -> Text,
        paper_id -> Nullable<Text>,
    }
}

diesel::table! {
    certificates (id) {
        id -> Text,
        code -> Text,
        provider_id -> Text,
        year -> Integer,
        serial -> Integer,
        participant_id -> Text,
        session_id -> Text,
        institution_id -> Text,
        person_id -> Text,
        paper -> Text,
        issued_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
        revoked_by -> Nullable<Text>,
        revoke_reason -> Nullable<Text>,
        reissue -> Bool,
    }
}

diesel::table! {
    certificate_files (certificate_id, language) {
        certificate_id -> Text,
        language -> Text,
        blob -> Text,
        sha256 -> Text,
        made_at -> BigInt,
    }
}

diesel::table! {
    session_days (session_id, day) {
        session_id -> Text,
        day -> Integer,
        starts_minute -> Integer,
        hours -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    programmes,
    tier_tables,
    tiers,
    courses,
    training_sites,
    programme_decisions,
    user_counts,
    user_count_lines,
    tier_decisions,
    entitlements,
    training_sessions,
    training_expenses,
    reservations,
    session_trainers,
    participants,
    attendance,
    certificates,
    certificate_files,
    session_days,
    training_requests,
    request_checks,
    trainer_homes,
    trainer_skills,
    trainer_absences,
    evaluations_given,
    evaluation_box,
    evaluation_batches,
    evaluation_tallies,
    evaluation_comments,
    account_managers,
    customer_contacts,
    training_questions,
    training_demands,
    attendance_hours,
    attendance_head_counts,
    attendance_sends,
    attendance_papers,
    request_reviews,
    candidate_calls,
    candidates,
    staff_leaves,
    spread_reports,
);
