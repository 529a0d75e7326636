//! Every table, as both migrations make it; a test compares the three.

mod attendance;
mod onsite;
mod plans;
pub mod training;
mod voices;

diesel::table! {
    policy (id) {
        id -> Text,
        key -> Text,
        value -> Text,
        valid_from -> BigInt,
        set_by -> Text,
        set_at -> BigInt,
        reason -> Text,
    }
}

diesel::table! {
    jobs (id) {
        id -> Text,
        kind -> Text,
        subject -> Text,
        once_key -> Nullable<Text>,
        state -> Text,
        run_at -> BigInt,
        lease_until -> Nullable<BigInt>,
        lease_owner -> Nullable<Text>,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    audit (seq) {
        seq -> BigInt,
        at -> BigInt,
        actor_kind -> Text,
        actor -> Nullable<Text>,
        source -> Text,
        action -> Text,
        subject_kind -> Text,
        subject -> Text,
        unit_id -> Nullable<Text>,
        reason -> Nullable<Text>,
        detail -> Text,
    }
}

diesel::table! {
    throttle (key) {
        key -> Text,
        free_at -> BigInt,
    }
}

diesel::table! {
    deliveries (id) {
        id -> Text,
        purpose -> Text,
        subject -> Text,
        person_id -> Text,
        channel -> Text,
        recipient_hint -> Text,
        gateway -> Text,
        state -> Text,
        reason -> Nullable<Text>,
        code -> Nullable<Text>,
        parts -> Integer,
        made_at -> BigInt,
        handed_over_at -> Nullable<BigInt>,
        accepted_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    delivery_parts (delivery_id, part) {
        delivery_id -> Text,
        part -> Integer,
        gateway -> Text,
        reference -> Text,
    }
}

diesel::table! {
    receipts (id) {
        id -> Text,
        gateway -> Text,
        reference -> Text,
        state -> Text,
        reason -> Nullable<Text>,
        code -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    institutions (id) {
        id -> Text,
        detsis -> Text,
        name -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    host (place) {
        place -> Integer,
        institution_id -> Text,
    }
}

diesel::table! {
    units (id) {
        id -> Text,
        institution_id -> Text,
        detsis -> Text,
        parent_id -> Nullable<Text>,
        name -> Text,
        kind -> Text,
        province -> Nullable<Integer>,
        search_key -> Text,
        sort_key -> Binary,
        ended_on -> Nullable<Integer>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    unit_tree (unit_id, ancestor_id) {
        unit_id -> Text,
        ancestor_id -> Text,
        depth -> Integer,
    }
}

diesel::table! {
    people (id) {
        id -> Text,
        institution_id -> Text,
        national_id -> Text,
        staff_no -> Text,
        given_names -> Text,
        surname -> Text,
        mobile -> Nullable<Text>,
        email -> Nullable<Text>,
        search_key -> Text,
        sort_key -> Binary,
        created_at -> BigInt,
        updated_at -> BigInt,
        language -> Nullable<Text>,
    }
}

diesel::table! {
    posts (id) {
        id -> Text,
        person_id -> Text,
        unit_id -> Text,
        title -> Text,
        starts_on -> Integer,
        ends_on -> Nullable<Integer>,
    }
}

diesel::table! {
    duties (id) {
        id -> Text,
        kind -> Text,
        unit_id -> Text,
        person_id -> Text,
        starts_on -> Integer,
        ends_on -> Nullable<Integer>,
        created_at -> BigInt,
    }
}

diesel::table! {
    imports (id) {
        id -> Text,
        kind -> Text,
        file_name -> Text,
        blob -> Text,
        state -> Text,
        plan_hash -> Text,
        counts -> Text,
        created_by -> Text,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    former_mobiles (id) {
        id -> Text,
        person_id -> Text,
        mobile -> Text,
        unit_id -> Text,
        changed_at -> BigInt,
    }
}

diesel::table! {
    archive_items (id) {
        id -> Text,
        unit_id -> Text,
        archive_no -> Text,
        year -> Integer,
        number -> Integer,
        subject -> Text,
        kind -> Text,
        media_type -> Text,
        file_name -> Text,
        size -> BigInt,
        blob -> Text,
        filed_by -> Text,
        filed_at -> BigInt,
        replaced_at -> Nullable<BigInt>,
        destroyed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    accounts (id) {
        id -> Text,
        kind -> Text,
        person_id -> Text,
        user_name -> Text,
        state -> Text,
        state_since -> BigInt,
        created_at -> BigInt,
        unit_id -> Nullable<Text>,
    }
}

diesel::table! {
    credentials (id) {
        id -> Text,
        account_id -> Text,
        request_id -> Nullable<Text>,
        verifier -> Text,
        state -> Text,
        made_at -> BigInt,
        first_used_at -> Nullable<BigInt>,
        ends_at -> BigInt,
        retired_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    reminders (credential_id, days_before) {
        credential_id -> Text,
        days_before -> Integer,
        made_at -> BigInt,
    }
}

diesel::table! {
    second_factors (account_id) {
        account_id -> Text,
        sealed -> Binary,
        created_at -> BigInt,
        confirmed_at -> Nullable<BigInt>,
        last_step -> BigInt,
    }
}

diesel::table! {
    recovery_codes (account_id, mac) {
        account_id -> Text,
        mac -> Text,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sessions (mac) {
        mac -> Text,
        account_id -> Text,
        credential_id -> Text,
        post_id -> Nullable<Text>,
        second_factor -> Bool,
        source -> Text,
        agent -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
        ends_at -> BigInt,
    }
}

diesel::table! {
    applications (id) {
        id -> Text,
        slug -> Text,
        name -> Text,
        purpose -> Text,
        open_to_all -> Bool,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    application_roles (id) {
        id -> Text,
        application_id -> Text,
        slug -> Text,
        name -> Text,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    authorisations (id) {
        id -> Text,
        account_id -> Text,
        role_id -> Text,
        unit_id -> Text,
        request_id -> Nullable<Text>,
        starts_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        end_reason -> Nullable<Text>,
    }
}

diesel::table! {
    service_accounts (id) {
        id -> Text,
        application_id -> Text,
        name -> Text,
        verifier -> Text,
        unit_id -> Nullable<Text>,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    requests (id) {
        id -> Text,
        reference -> Text,
        draft -> Text,
        kind -> Text,
        state -> Text,
        unit_id -> Text,
        claimed_unit_id -> Text,
        person_id -> Nullable<Text>,
        national_id -> Text,
        given_names -> Text,
        surname -> Text,
        staff_no -> Text,
        mobile -> Text,
        search_key -> Text,
        compromised -> Bool,
        language -> Text,
        notice_version -> Text,
        made_at -> BigInt,
        lapses_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        account_name -> Nullable<Text>,
        why -> Nullable<Text>,
        forgotten_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    request_changes (request_id, position) {
        request_id -> Text,
        position -> Integer,
        act -> Text,
        role_id -> Text,
    }
}

diesel::table! {
    approvals (request_id) {
        request_id -> Text,
        decision -> Text,
        way -> Text,
        supervisor_id -> Text,
        as_deputy -> Bool,
        signed_on -> Integer,
        recorded_by -> Text,
        recorded_at -> BigInt,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    fulfilments (request_id) {
        request_id -> Text,
        officer_id -> Text,
        statement -> Text,
        attested_at -> BigInt,
        account_id -> Text,
        round -> Integer,
    }
}

diesel::table! {
    directory_changes (seq) {
        seq -> BigInt,
        kind -> Text,
        subject -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    oidc_clients (id) {
        id -> Text,
        application_id -> Text,
        name -> Text,
        auth -> Text,
        secret_mac -> Nullable<Text>,
        jwks -> Nullable<Text>,
        own -> Bool,
        second_factor -> Bool,
        algorithm -> Text,
        scope -> Text,
        logout_uri -> Nullable<Text>,
        created_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    oidc_redirects (client_id, kind, uri) {
        client_id -> Text,
        kind -> Text,
        uri -> Text,
        origin -> Text,
    }
}

diesel::table! {
    posix_numbers (seq) {
        seq -> BigInt,
        subject -> Text,
    }
}

diesel::table! {
    stale_devices (account_id, source, face) {
        account_id -> Text,
        source -> Text,
        face -> Text,
        first_seen -> BigInt,
        last_seen -> BigInt,
        tries -> BigInt,
    }
}

diesel::table! {
    oidc_grants (id) {
        id -> Text,
        client_id -> Text,
        account_id -> Text,
        credential_id -> Text,
        post_id -> Nullable<Text>,
        session_mac -> Nullable<Text>,
        sid -> Text,
        scope -> Text,
        second_factor -> Bool,
        signed_in_at -> BigInt,
        made_at -> BigInt,
        begun_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        end_reason -> Nullable<Text>,
    }
}

diesel::table! {
    oidc_codes (mac) {
        mac -> Text,
        grant_id -> Text,
        redirect_uri -> Text,
        challenge -> Text,
        nonce -> Nullable<Text>,
        ends_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    oidc_tokens (mac) {
        mac -> Text,
        grant_id -> Text,
        kind -> Text,
        state -> Text,
        parent -> Nullable<Text>,
        made_at -> BigInt,
        changed_at -> BigInt,
        ends_at -> BigInt,
    }
}

diesel::table! {
    oidc_consents (account_id, client_id) {
        account_id -> Text,
        client_id -> Text,
        scope -> Text,
        made_at -> BigInt,
    }
}

diesel::table! {
    oidc_keys (kid) {
        kid -> Text,
        algorithm -> Text,
        sealed -> Binary,
        jwk -> Text,
        made_at -> BigInt,
        starts_at -> BigInt,
        ends_at -> Nullable<BigInt>,
        gone_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    issued_documents (code) {
        code -> Text,
        kind -> Text,
        subject -> Text,
        owner -> Text,
        facts -> Text,
        digest -> Text,
        size -> BigInt,
        blob -> Text,
        seal_level -> Nullable<Text>,
        issued_at -> BigInt,
        destroyed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    signed_forms (id) {
        id -> Text,
        request_id -> Text,
        owner -> Text,
        blob -> Text,
        size -> BigInt,
        digest -> Text,
        signatures -> Text,
        report -> Text,
        uploaded_at -> BigInt,
        replaced_at -> Nullable<BigInt>,
        destroyed_at -> Nullable<BigInt>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    policy,
    jobs,
    audit,
    throttle,
    deliveries,
    delivery_parts,
    receipts,
    institutions,
    host,
    units,
    unit_tree,
    people,
    posts,
    duties,
    imports,
    former_mobiles,
    archive_items,
    accounts,
    credentials,
    reminders,
    second_factors,
    recovery_codes,
    sessions,
    applications,
    application_roles,
    authorisations,
    service_accounts,
    requests,
    request_changes,
    approvals,
    fulfilments,
    directory_changes,
    posix_numbers,
    stale_devices,
    oidc_clients,
    oidc_redirects,
    oidc_grants,
    oidc_codes,
    oidc_tokens,
    oidc_consents,
    oidc_keys,
    issued_documents,
    signed_forms,
);
