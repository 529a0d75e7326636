# What the core says: errors, reasons, text messages.

error-invalid = Some answers are missing or wrong. Please correct the marked fields.
error-not-found = What you are looking for was not found, or is not open to you.
error-forbidden = You are not allowed to do this.
error-unauthenticated = You are not signed in, or your session has ended. Please sign in again.
error-operators-only = Only a system operator at the server can do this.
error-too-many = Too many tries in a short time. Please try again in { $seconds } seconds.
error-try-again = Something else happened at the same moment. Please reload the page and try again.
error-internal = Something went wrong on our side. Nothing was changed.
error-storage = The file could not be stored or read. Please try again in a moment.
error-storage-damaged = The stored file is damaged. Please tell the system administrator.
error-key-file = The key file cannot be read or is not 32 bytes long: { $path }
error-database-url = A database address looks like “sqlite:PATH” or “postgres://…”.
error-database-unavailable = The database is out of reach. Please try again in a moment.

sign-in-failed = The user name or the password is wrong.
sign-in-expired = Your password has run out. Fill in the request form for a new one.
sign-in-closed = Your account has been closed. Fill in the request form to have it opened again.
sign-in-suspended = Your account is suspended. Please turn to your institution’s administrator.
second-factor-wrong = The code is wrong or was used before. Enter the code your app shows now.
second-factor-already = Two-step verification is already set up for this account.

account-state-forbids = The account is not in a state that allows this.
account-reason-clock = The password ran out.
account-reason-compromised = Somebody else was reported to know the password.
account-reason-demo = The sample account was prepared.
account-reason-first-use = The new password was used for the first time.
account-reason-left = The person has left their post.
account-reason-renewed = The request was carried out.

password-too-short = The password needs at least { $min } characters.
password-too-long = The password may have at most 128 characters.
password-too-common = This password is easy to guess. Choose one made of a few unrelated words.
password-names-you = The password must not contain your name or user name.
password-same = The new password must differ from the old one.
password-again-differs = The two passwords are not the same.
password-current-missing = Enter your current password.
password-current-wrong = Your current password is wrong.
password-own-not-allowed = Your institution does not let you choose a password of your own. Fill in the request form for a new one.
password-needs-second-factor = Your account asks for a second factor, so its password is changed on the account page only.

reference-malformed = This does not look like a request number. It has eight characters, like KT7M-2RXM; one may be mistyped.
follow-national-id-differs = This national ID is not the one on the form.
form-unit-unknown = This unit was not found. Please choose a unit from the list.
form-notice-version = Privacy notice, version { $version }

request-state-forbids = The request is not in a state that allows this.
request-own-approval = You cannot approve your own request.
request-own-fulfilment = You cannot carry out your own request. Another officer has to deal with it.
request-same-person = The supervisor who approved a request cannot carry it out as an officer.
request-signed-in-future = The day of the signature cannot be after today.
request-signed-before-form = The day of the signature cannot be before the form was filled in.
request-not-supervisor = This person was neither supervisor nor deputy of the applicant on that day.
request-reason-missing = Give the reason in at least ten characters.
request-reason-long = The reason may have at most 500 characters.
request-missing-person = The applicant was not found in the register with a current post.
request-missing-mobile = The register has no mobile number for this person. Correct the register first.
request-missing-approval = The supervisor has not approved yet.
request-missing-scan = The scan of the signed form has not been filed.
request-not-attested = You cannot submit without stating that the papers are complete.
request-account-suspended = The account is suspended. An administrator has to lift the suspension first.
request-person-moved = This person now works in another unit; that unit’s officer deals with the request.
request-not-again = The message cannot be sent again now. The last one may be less than ten minutes old, or the new password was used.

scan-empty = The file is empty. Please choose the scan of the signed form.
scan-wrong-kind = The file is not a PDF, JPEG or PNG. Whatever its name says, its content is something else.
scan-damaged = The file is incomplete or damaged. Please scan the form again.
scan-too-large = The file is too large. At most { $max } MB can be uploaded.

policy-unknown-key = There is no such setting.
policy-not-a-number = The value must be a whole number.
policy-out-of-range = The value must be between { $min } and { $max }.
policy-reason-missing = Give the reason for the change.
policy-in-the-past = A setting cannot begin in the past.

failure-reason-no-answer = The gateway gave no answer in three tries; whether a message went out is unknown.

# Text messages: at most 150 characters, no letters outside the Turkish SMS tables.
sms-password = Künye: the new password of your account { $user } is { $password } Do not share it with anyone.
sms-authorisation = Künye: your roles in { $application } were changed by request { $reference }. If you did not ask for it, call your officer.
sms-reminder-unit = Künye: the password of the unit account { $user } runs out on { $date } ({ $days ->
        [0] today
        [one] 1 day left
       *[other] { $days } days left
    }). Renew it with the form.
mail-authorisation-title = Your roles in { $application } were changed
sms-reminder = Künye: your password runs out on { $date } ({ $days ->
        [0] today
        [one] 1 day left
       *[other] { $days } days left
    }). Fill in the request form to renew it.
sms-former-mobile = Künye: the PYS officer of { $unit } changed your mobile number on { $date }. If you did not expect this, tell your supervisor.
sms-training-invited = Künye: you are invited to a training on { $at }. Details and your answer: { $url }
sms-training-withdrawn = Künye: you were taken off the list of the training on { $at }. Details: { $url }
sms-training-called-off = Künye: the training on { $at } was called off. Details: { $url }
sms-training-moved = Künye: the training you are invited to has moved: { $at }. Please answer again: { $url }
sms-request-planned = Künye: your training request { $reference } is planned: { $at }. Details: { $url }
sms-request-refused = Künye: your training request { $reference } could not be met. The reason: { $url }
sms-request-called-off = Künye: the training planned for your request { $reference } was called off. The reason: { $url }
mail-request-title = Your training request
sms-request-to-read = Künye: the training request { $reference } waits to be read by you: { $url }
sms-request-passed-on = Künye: your training request { $reference } was passed on to the planners: { $url }
sms-request-returned = Künye: your training request { $reference } came back; its hours stay held. The reason: { $url }
mail-request-to-read-title = A training request to be read
sms-candidates = Künye: candidates for a training are asked of { $unit }, until { $date }: { $url }
mail-candidates-title = Candidates are asked of your unit
sms-question = Künye: somebody of your institution has a question about training. To answer it: { $url }
mail-question-title = A new question about training
mail-training-title = Invitation to a training
mail-training-moved-title = The day of your training has changed
mail-training-withdrawn-title = You are not on the list of participants any more
mail-training-declined-title = You said that you are not coming
mail-training-declined = Künye: you said that you are not coming to the training on { $at }; its entry in your calendar is removed. Details: { $url }
mail-training-called-off-title = The training was called off
sms-evaluation = Künye: Evaluate the training of { $date } in a minute, without your name (until { $until }): { $url }
mail-evaluation-title = Evaluate the training
sms-certificate = Künye: your certificate of participation in { $course } is ready: { $url }
mail-certificate-title = Your certificate of participation
sms-nudge = Künye: Your institution has { $hours ->
        [one] one unused training hour
       *[other] { $hours } unused training hours
    }. Sessions and what is left: { $url }
mail-nudge-title = Your unused training hours
sms-customers-given = Künye: { $count ->
        [one] One institution was
       *[other] { $count } institutions were
    } given to you. Your institutions: { $url }
sms-customers-given-waiting = Künye: { $count ->
        [one] One institution was
       *[other] { $count } institutions were
    } given to you; { $waiting ->
        [one] one training request waits
       *[other] { $waiting } training requests wait
    } to be read: { $url }
mail-customers-given-title = Institutions given to you
sms-answer = Künye: Your question about a training was answered: { $url }
mail-answer-title = Your question was answered
sms-demand-met = Künye: The technical course you wished for was announced for { $date }. Ask for seats: { $url }
sms-demand-changed = Künye: The technical course you wished for has changed; it is now on { $date }. Details: { $url }
mail-demand-changed-title = The course you wished for has another date
sms-demand-unmet = Künye: The technical course announced for you has changed and no longer fits your wish. Your interest stands again: { $url }
mail-demand-unmet-title = The announced course no longer fits your wish
mail-demand-title = The course you wished for was announced
error-seal = The document could not be sealed. Please try again later.
