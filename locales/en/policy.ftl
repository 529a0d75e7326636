policy-title = Policy
policy-lead = The values in force and what they were before. Every value is kept with its date and reason.
policy-default = Initial value
policy-source-accounts = Notice on accounts
policy-source-training = Letter on training
policy-since = since { $date }
policy-next = Changes on { $date }:
policy-history = History of the value
policy-operators = Only an operator at the server can change policy; each change is recorded with its date and reason.
policy-unit-days = { $value ->
    [one] 1 day
   *[other] { $value } days
}
policy-unit-minutes = { $value ->
    [one] 1 minute
   *[other] { $value } minutes
}
policy-unit-characters = { $value } characters
policy-unit-kib = { $value } KiB
policy-unit-mib = { $value } MiB
policy-unit-people = { $value ->
    [one] { $value } person
   *[other] { $value } people
}
policy-unit-institutions = { $value ->
    [one] { $value } institution
   *[other] { $value } institutions
}
policy-unit-passes = { $value ->
    [one] 1 pass
   *[other] { $value } passes
}
policy-unit-yes-no = { $value ->
    [0] No
   *[other] Yes
}
policy-password-max-age = Age of a password
policy-password-max-age-about = A password has to be renewed before this age.
policy-password-reminder-first = First reminder
policy-password-reminder-first-about = So many days before the end; 0 sends none.
policy-password-reminder-second = Second reminder
policy-password-reminder-second-about = So many days before the end; 0 sends none.
policy-password-reminder-last = Last reminder
policy-password-reminder-last-about = So many days before the end; 0 sends none.
policy-account-close-after = Wait before closing
policy-account-close-after-about = An account whose password has ended is closed after this; 0 closes it at once.
policy-password-generated-length = Length of a generated password
policy-password-generated-length-about = Characters in the passwords that the system makes.
policy-password-own-allowed = People may choose their own password
policy-password-own-allowed-about = Whether people can change their password once signed in.
policy-password-change-first = A password made by the system is changed at the first sign-in
policy-password-change-first-about = When on, the password that came by text message does nothing but choose another one; until then it opens nothing else.
policy-password-own-min-length = Least length of a chosen password
policy-password-own-min-length-about = For passwords that people choose themselves.
policy-password-hash-memory = Memory of the password hash
policy-password-hash-memory-about = What Argon2 uses to verify one password.
policy-password-hash-iterations = Passes of the password hash
policy-password-hash-iterations-about = How often Argon2 goes over its memory.
policy-sms-validity = Validity of a text message
policy-sms-validity-about = How long the network tries to deliver a message.
policy-request-lapses = Validity of a request
policy-request-lapses-about = A request that is not settled in this time lapses.
policy-session-length = Longest session
policy-session-length-about = After this, one has to sign in again.
policy-session-idle = Idle session
policy-session-idle-about = A session in which nothing happens for so long is ended.
policy-scan-max-size = Largest scanned form
policy-scan-max-size-about = For files added to the archive.
policy-training-seats = Seats of a shared session
policy-training-seats-about = People in a shared session, unless its announcement says fewer.
policy-training-quota = Quota of an institution
policy-training-quota-about = Most seats of one institution in a shared session.
policy-training-lead = Lead of announcements
policy-training-lead-about = A shared session is announced at least so long before its day.
policy-training-cancel = Withdrawal without loss
policy-training-cancel-about = Hours return when seats are given back at least so long before the session.
policy-training-substitute = Change of participants
policy-training-substitute-about = Until so long before the session one participant may be named for another.
policy-training-fill = Filling of free seats
policy-training-fill-about = From so long before the session on, free seats that the next group cannot use go to the next whom they hold.
policy-training-evaluate = Time to evaluate
policy-training-evaluate-about = Participants may evaluate a training until so long after its day.
policy-training-code = Life of an attendance code
policy-training-code-about = The code shown in the room changes after this time; it is taken for as long again, and then is worth nothing.
policy-unit-seconds = { $value ->
    [one] { $value } second
   *[other] { $value } seconds
}
policy-training-demand-people = People for a technical session
policy-training-demand-people-about = When there is interest of so many people, within the quota, a technical session is proposed.
policy-training-demand-institutions = Institutions for a technical session
policy-training-demand-institutions-about = The interest must come from so many institutions at least.
policy-oidc-access-token = Life of an application's access token
policy-oidc-access-token-about = If nothing ends it before, the token ends by itself after this time.
policy-oidc-offline-access = How long an application that acts without its person may stay away
policy-oidc-offline-access-about = An application that does not come back in this time loses its access.
policy-oidc-key-age = Age of a signing key
policy-oidc-key-age-about = A key of this age is followed by the next, which is published two days before.
policy-signature-level = Lowest level of an electronic signature on a form
policy-signature-level-about = 0: B-B, 1: B-T (with a time stamp), 2: B-LT, 3: B-LTA.
policy-archive-kept = How long forms are kept
policy-archive-kept-about = After this time a form is destroyed, and the record says so.
policy-unit-level = level { $value }
policy-unit-years = { $value } years
