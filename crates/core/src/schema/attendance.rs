//! Tables beside the marks of attendance: codes that are shown, heads that were counted, marks sent from phones, signed papers.

diesel::table! {
    attendance_hours (session_id, day, hour) {
        session_id -> Text,
        day -> Integer,
        hour -> Integer,
        opened_by -> Text,
        opened_at -> BigInt,
        closed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    attendance_head_counts (seq) {
        seq -> BigInt,
        session_id -> Text,
        day -> Integer,
        hour -> Integer,
        people -> Integer,
        counted_by -> Text,
        counted_at -> BigInt,
    }
}

diesel::table! {
    attendance_sends (id) {
        id -> Text,
        session_id -> Text,
        participant_id -> Text,
        day -> Integer,
        hour -> Integer,
        mark -> Text,
        reason -> Text,
        made_at -> BigInt,
        sent_by -> Text,
        received_at -> BigInt,
        verdict -> Text,
        why -> Text,
        stands -> BigInt,
    }
}

diesel::table! {
    attendance_papers (id) {
        id -> Text,
        session_id -> Text,
        day -> Integer,
        media_type -> Text,
        file_name -> Text,
        size -> BigInt,
        blob -> Text,
        filed_by -> Text,
        filed_at -> BigInt,
        destroyed_at -> Nullable<BigInt>,
    }
}
