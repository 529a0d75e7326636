//! Tables of what people say of the training, and of who listens.

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
