//! Tables of the training programme.

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
    shared_sessions (id) {
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

diesel::table! {
    training_requests (id) {
        id -> Text,
        reference -> Text,
        programme_id -> Text,
        institution_id -> Text,
        course_id -> Text,
        people -> Integer,
        wished -> Text,
        province -> Integer,
        place -> Text,
        address -> Text,
        room -> Text,
        note -> Text,
        state -> Text,
        plans -> Integer,
        once_key -> Text,
        made_by -> Text,
        made_at -> BigInt,
        sent_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    request_checks (request_id, item) {
        request_id -> Text,
        item -> Text,
        done -> Bool,
        said_by -> Text,
        said_at -> BigInt,
    }
}

diesel::table! {
    trainer_homes (person_id) {
        person_id -> Text,
        province -> Integer,
    }
}

diesel::table! {
    trainer_skills (person_id, course_id) {
        person_id -> Text,
        course_id -> Text,
    }
}

diesel::table! {
    trainer_absences (id) {
        id -> Text,
        person_id -> Text,
        starts_on -> Integer,
        ends_on -> Integer,
        kind -> Text,
        said_by -> Text,
        said_at -> BigInt,
    }
}

diesel::table! {
    evaluations_given (participant_id) {
        participant_id -> Text,
        given_on -> Integer,
    }
}

diesel::table! {
    evaluation_box (slip) {
        slip -> Text,
        session_id -> Text,
        sealed -> Binary,
    }
}

diesel::table! {
    evaluation_batches (id) {
        id -> Text,
        programme_id -> Text,
        course_id -> Text,
        site_id -> Text,
        trainer_id -> Nullable<Text>,
        answers -> Integer,
        opened_on -> Integer,
    }
}

diesel::table! {
    evaluation_tallies (batch_id, question, score) {
        batch_id -> Text,
        question -> Text,
        score -> Integer,
        people -> Integer,
    }
}

diesel::table! {
    evaluation_comments (batch_id, position) {
        batch_id -> Text,
        position -> Integer,
        text -> Text,
    }
}

diesel::table! {
    account_managers (institution_id, provider_id) {
        institution_id -> Text,
        provider_id -> Text,
        person_id -> Text,
        assigned_by -> Text,
        assigned_at -> BigInt,
    }
}

diesel::table! {
    customer_contacts (id) {
        id -> Text,
        institution_id -> Text,
        provider_id -> Text,
        kind -> Text,
        text -> Text,
        made_by -> Text,
        made_at -> BigInt,
    }
}

diesel::table! {
    training_questions (id) {
        id -> Text,
        institution_id -> Text,
        person_id -> Text,
        text -> Text,
        asked_at -> BigInt,
        answer -> Nullable<Text>,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    training_demands (id) {
        id -> Text,
        programme_id -> Text,
        institution_id -> Text,
        course_id -> Text,
        site_id -> Text,
        people -> Integer,
        stated_by -> Text,
        stated_at -> BigInt,
        session_id -> Nullable<Text>,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    programmes,
    tier_tables,
    tiers,
    courses,
    training_sites,
    user_counts,
    user_count_lines,
    tier_decisions,
    entitlements,
    shared_sessions,
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
);
