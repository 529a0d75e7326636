//! Tables of on-site trainings and of the trainers who hold them.

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
