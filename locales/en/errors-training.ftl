training-capacity-people-taken = The capacity cannot be less than the people trained and seated already ({ $people }).
training-capacity-hours-taken = The capacity cannot be less than the hours held and planned already ({ $hours }).
training-capacity-missing = Give the capacity in people and in hours, at least 1 each.
training-signers-zip = The ZIP file cannot be opened, or is larger than { $most } MB once it is.
training-signers-no-anchor = Certificates can be counted once trusted root certificates are configured; the system administrator does that.
training-signers-none = The file has no signer who can be counted: { $certificates } certificates do not count, and the institution of { $unplaced } signers is not known.
training-signers-gone = The preview is not kept any more. Upload the file again.
training-count-future = The day of the count cannot be in the future.
training-count-no-number = The number of users must be zero or a positive whole number.
training-count-no-unit = The DETSİS number is empty.
training-count-twice = This unit is in the file more than once.
training-count-unknown-unit = No unit with this DETSİS number is registered.
training-course-code-taken = Another course of the catalogue has this code.
training-course-hours = Enter a length between 1 and 80 hours.
training-hours-short = This needs { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}; { $available ->
    [one] 1 hour
   *[other] { $available } hours
} of your right available.
training-name-missing = Enter the name.
training-no-right = There is no decision on your institution’s right to training in this programme yet. Ask your account manager.
training-no-table = No table of tiers is in force on this day.
training-period-backwards = The programme cannot end before it begins.
training-programme-not-running = The programme does not run today.
training-reason-missing = Give the reason.
training-reservation-ended = This reservation is no longer in force.
training-seats-fewer = Enter a number of at least 1 that is smaller than the present one ({ $seats }).
training-seats-none = Enter for how many people you want seats; at least 1.
training-seats-quota = An institution can have at most { $quota } seats in this session.
training-seats-quota-own = An institution can have at most { $quota } seats in this session. Your institution has asked for { $own }; you can add { $left } more.
training-session-closed = This session takes no more reservations, and those it has cannot be changed.
training-session-course = Choose a course of the catalogue.
training-session-outside = A session cannot be after the end of the programme ({ $end }).
training-session-seats = Enter between 1 and { $most } seats.
training-session-site = Choose the site.
training-session-time = Enter the time as 09:30.
training-session-too-soon = Sessions are announced at least { $lead } days ahead. The earliest day is { $earliest }.
training-site-taken = There is a site of this name.
training-tier-on-site = In your institution’s tier, trainings are held at your institution; shared sessions are for the Standard tier.
training-tiers-code = Every tier needs a code of its own, of at most 20 characters.
training-tiers-empty = Enter at least one tier.
training-tiers-gap = The ranges must begin at 1 and follow each other without gaps or overlaps.
training-tiers-hours = Hours must be between 1 and 1000.
training-tiers-past = A table can hold from today at the earliest; decisions that were made do not change.
training-tiers-range = A range cannot end before it begins, nor beyond 1,000,000,000.
training-transfer-hours = Enter whole hours, at least 1.
training-transfer-same = The institutions that give and receive must be different.
training-transfer-stranger = The receiving institution has no account in this programme; decide on its number of users first.
participant-ended = This participant’s state can no longer change.
participant-list-final = The list of participants was final at the end of { $date }; it can no longer be changed.
participant-already = This person is on the list already.
participant-seats = { $seats ->
    [one] The one seat of your institution in this session has a name
   *[other] All { $seats } seats of your institution in this session have a name
}. Remove or replace somebody first.
participant-names-first = You have named { $named ->
    [one] 1 participant
   *[other] { $named } participants
} for this session. Take names off the list first.
participant-decline-reason = Say why you cannot attend.
participant-answer-long = Write { $most } characters at most.
participant-answer-late = Answers were open until { $date }. Tell your institution’s coordinator.
participant-reply-none = Choose whether you will attend.
training-trainer-none = Choose a trainer of the list.
training-trainer-busy = The trainer has another training on that day ({ $reference }).
attendance-too-soon = This hour has not begun.
attendance-other-list = The list has changed meanwhile. Reload the page and mark again.
attendance-reason-missing = You are changing { $corrected } earlier marks. Say why.
attendance-certified = A certificate was issued for { $name }. Attendance cannot change unless the certificate is revoked.
attendance-meanwhile = Another mark for { $name } came in meanwhile. The list below is as it stands now; look it through and save it again.
attendance-meanwhile-sent = another mark came in while you had no connection; see the one in force and decide again.
attendance-reason-sent = it changes a mark that was taken before, and gives no reason.
attendance-certified-sent = a certificate was issued for this person; nothing is changed before it is revoked.
attendance-sent-many = At most { $most } marks can be sent at once.
attendance-sent-malformed = The mark that was sent cannot be read.
attendance-no-hour = No hour runs now, or the list of participants is not final.
attendance-no-hour-here = No hour runs now.
attendance-heads-wrong = Write a number from 0 to { $most }.
attendance-code-unreadable = Type the six digits on the screen.
attendance-code-wrong = This code is not good now. Type the one that is on the screen.
attendance-code-late = The code was taken too long ago. Type the one that is on the screen.
attendance-code-closed = No code is open for this hour. Ask the trainer to open it.
attendance-not-expected = You are a participant of no training today.
attendance-marked-absent = The trainer wrote you down as absent in this hour. If you are in the room, tell the trainer.
attendance-list-open = No sheet is printed before the list of participants is final.
attendance-paper-empty = No signature is ticked in hour { $hour }. Untick the hour if it is not on the sheet; if nobody came, take the list instead.
attendance-paper-hours = Choose at least one of the hours on the sheet.
certificate-none-due = Nobody is due a certificate.
certificate-revoked-before = This certificate was revoked before.
certificate-code-wrong = This does not look like a certificate code. Check the eight characters at the foot of the certificate.
certificate-not-found = Check the code; if it is right, the document was not issued by this system.
error-register-not-trainer = This needs the duty of a trainer.
candidates-places = Enter a number between 1 and { $most }.
candidates-until = Enter a day between today and { $date }, as dd.mm.yyyy.
candidates-long = Write at most { $letters } characters.
candidates-reason = Say why you propose this person, in at most { $letters } characters.
candidates-full = Your unit has proposed all { $places } people. Take one back first.
candidates-closed = This is over; the last day was { $date }.
candidates-already = You have proposed this person before.
candidates-no-unit = Choose at least one unit.
candidates-nobody-speaks = Neither { $unit } nor a unit above it has a head or an officer in the register; it would reach nobody.
participant-despite = Something speaks against this person. Give a reason to invite them all the same, in at most { $most } characters.
leave-day = Enter the day as dd.mm.yyyy.
leave-backwards = The last day cannot be before the first, or more than a year after it.
leave-past = This leave is over; its last day must be today or later.
leave-none = The list has no leave to take. Upload the file again.
spread-day = Enter a day between the first day of the training ({ $date }) and today, as dd.mm.yyyy.
spread-place = Say where, in at most 200 characters.
spread-people = Enter a number between 1 and { $most }.
spread-before = You have reported this day and place before.
spread-too-soon = Passing on is reported after the first day of the training.
training-transfer-decision = Enter the date and number of the decision, in at most { $most } characters.
training-transfer-institution = Choose an institution.
certificates-choose = Choose at least one training.
training-day-missing = Enter day, month and year.
training-day-none = There is no such day: { $day }. Check day and month; write it as dd.mm.yyyy.
training-day-order = The last day cannot be before the first.
training-session-applied = There have been applications for this session, so its announcement can no longer be corrected. Call it off and announce another if needed.
training-end-past = A day before today ({ $today }) cannot be chosen.
training-terms-begun = Once the programme has begun, the first day ({ $begins }) cannot change; before that it can only be moved later.
training-terms-sessions = Trainings held or planned lie between { $first } and { $last }; the period must hold them.
training-terms-past = The last day cannot be before today.
training-terms-same = Period and capacity are already so.
training-programme-over = The programme has ended; its period and capacity cannot be changed.
certificates-none-left = No certificate is due any more for what you chose.
training-course-code = Enter the code of the course: at most 12 letters, digits and hyphens.
training-course-name = Enter the name of the course, in at most 200 characters.
training-course-name-en = Enter the English name of the course, in at most 200 characters.
training-site-name = Enter the name of the site, in at most 200 characters.
training-transfer-short = The giving institution has { $available ->
    [one] 1 hour
   *[other] { $available } hours
} available.
training-tiers-number = Write a number.
training-tiers-many = A table has at most { $most } rows.
training-tiers-way = Choose the way.
