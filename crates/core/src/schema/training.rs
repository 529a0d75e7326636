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
        provider_id -> Text,
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
);
