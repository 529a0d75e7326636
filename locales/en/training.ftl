nav-training = Training
nav-planning = Training planning

training-title = Training
training-programme-period = { $name } · { $from } – { $until }
training-no-programme = No training programme is running
training-no-programme-text = When a new programme is announced, your institution’s right and the open sessions appear here.
training-right = Your right to training
training-right-why = { $tier }: the count of { $date } found { $users ->
    [one] 1 active user
   *[other] { $users } active users
}, which gives your institution { $hours } hours of training.
training-right-none = The count of { $date } found no active user, so there is no right to training. A new count leads to a new decision.
training-right-beyond = { $users } users are more than the table of tiers in force knows. Your right will be set by a table that the provider has yet to publish.
training-undecided = Decision awaited
training-undecided-text = The decision on your institution’s number of active users has not been made yet. Your account manager answers questions.
training-users-open = See the number by unit
training-on-site-text = Trainings of your tier are held at your own place. You propose course, days and place, and share out the hours.
training-waits = Waiting for you
training-waits-names = Name the participants
training-waits-returned = Mend the request that came back
training-waits-named = { $named } of { $seats } named. The list is final at the end of { $date }.
training-waits-open = Open the request
training-statement = Statement
training-statement-lead = Every movement of your hours of training. Entries cannot be changed; the balance is always what they add up to.
training-statement-none = No entries yet
training-balance-available = Available
training-balance-held = Held
training-balance-used = Used
training-balance-granted = Granted
training-balance-received = Received
training-balance-given = Given away
training-balance-expired = Expired
training-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
training-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
}
training-entry-at = Date
training-entry-what = Entry
training-entry-change = Change (hours)
training-entry-after = Available (hours)
training-entry-grant = { $hours ->
    [one] 1 hour granted
   *[other] { $hours } hours granted
}
training-entry-hold = { $hours ->
    [one] 1 hour held
   *[other] { $hours } hours held
}
training-entry-use = { $hours ->
    [one] 1 held hour used
   *[other] { $hours } held hours used
}
training-entry-return = { $hours ->
    [one] 1 hour returned
   *[other] { $hours } hours returned
}
training-entry-expire = { $hours ->
    [one] 1 hour expired
   *[other] { $hours } hours expired
}
training-entry-transfer-out = { $hours ->
    [one] 1 hour given away
   *[other] { $hours } hours given away
}
training-entry-transfer-in = { $hours ->
    [one] 1 hour received
   *[other] { $hours } hours received
}
training-own = Your reservations
training-own-none = You have no reservations yet
training-own-none-text = Open one of the sessions below and ask for seats for your group. Without free seats you join the queue; your place and the reason are shown here.
training-own-before = { $count } older reservations are in your statement.
training-open = Open sessions
training-open-none = No session is open
training-open-none-text = Sessions are announced at least three weeks ahead and filled in order of application.
training-session = Course
training-when = Date
training-site = Site
training-free = Free seats
training-full = Full
training-queue = Waiting
training-queue-of = { $groups ->
    [one] 1 group
   *[other] { $groups } groups
}, { $seats ->
    [one] 1 person
   *[other] { $seats } people
}
training-queue-none = Nobody waits
training-level-user = User level
training-level-technical = Technical level
training-way-shared = Shared session
training-way-on-site = At the institution
training-tier-none = Outside the table
training-tier-standard = Standard tier
training-tier-numbered = Tier { $code }
training-verdict-no-users = No active users
training-verdict-tier = Decided
training-verdict-beyond = Beyond the table
training-state-open = Open
training-state-held = Held
training-state-called-off = Called off
reservation-state-waiting = In the queue
reservation-state-seated = Seats reserved
reservation-state-withdrawn = Withdrawn
reservation-state-withdrawn-late = Withdrawn too late
reservation-state-called-off = Session called off
reservation-state-held = Attended
reservation-state-not-reached = Not reached
group-state-waiting = In the queue
group-state-seated = Has its seats
group-state-withdrawn = Withdrew
group-state-withdrawn-late = Withdrew late
group-state-called-off = Called off
group-state-held = Took part
group-state-not-reached = Not reached
training-group = Group of { $seats }
training-number = Application no. { $number }
training-place = You are group { $place } in the queue.
training-why-full = { $before ->
    [one] Every seat is taken; one person waits before you.
   *[other] Every seat is taken; { $before } people wait before you.
}
training-why-too-few = { $free ->
    [one] 1 seat is free, too few for your group of { $seats }; it is kept for you
   *[other] { $free } seats are free, too few for your group of { $seats }; they are kept for you
}.
training-why-behind = Those who applied before you wait for { $before ->
    [one] 1 seat
   *[other] { $before } seats
}.
planning-place = Group { $place } in the queue.
planning-why-full = { $before ->
    [one] Every seat is taken; one person waits before it.
   *[other] Every seat is taken; { $before } people wait before it.
}
planning-why-too-few = { $free ->
    [one] 1 seat is free, too few for a group of { $seats }; it is kept for it
   *[other] { $free } seats are free, too few for a group of { $seats }; they are kept for it
}.
planning-why-behind = Those who applied before wait for { $before ->
    [one] 1 seat
   *[other] { $before } seats
}.
training-users = Active users
training-users-lead = On { $date } your institution had { $users } active users. A unit’s number is its own and that of the units below it.
training-users-path = Path of units
training-users-own = Unit itself
training-users-below = With units below
training-users-none = No users were counted below this unit
training-users-none-text = The count shows only units that have users.
training-users-count = { $users } active users
training-source-import = Source: the file { $file }. The count is kept as it was when it decided.
training-session-reason = Reason: { $reason }
training-groups = Your groups
training-groups-none = You have no group in this session
training-groups-none-text = As soon as you ask, you have your seats or a place in the queue.
training-change = Change or withdraw
training-fewer = New number of people
training-reduce = Make smaller
training-withdraw = Withdraw
training-withdraw-waiting = You leave the queue; the hours held return to your account.
training-withdraw-text = Until the end of { $date } the hours held return to your account. The seats go to those in the queue.
training-withdraw-late = The last day to withdraw without loss was { $date }. If you withdraw now, { $hours ->
    [one] 1 hour counts
   *[other] { $hours } hours count
} as used.
training-reserve = Ask for seats
training-reserve-queue = { $groups ->
    [one] 1 group with { $seats } people waits for this session. Your application joins the end of the queue.
   *[other] { $groups } groups with { $seats } people wait for this session. Your application joins the end of the queue.
}
training-seats = For how many people do you want seats?
training-seats-hint = At most { $left }. However many they are, { $hours ->
    [one] 1 hour of your right is
   *[other] { $hours } hours of your right are
} held once.
training-seats-hint-again = At most { $left }. The hours of this session are held already, and not held again.
training-reserve-short = This training takes { $needed ->
    [one] 1 hour
   *[other] { $needed } hours
}; you have { $available } left. To ask for seats, give another reservation back or choose a shorter training.
training-reserve-send = Ask for seats
training-quota-reached = Your institution has asked for all of the { $quota } seats it can have in this session.
training-about = About the course
training-quota = Quota of an institution
training-deadlines = Dates
training-cancel-by = Withdrawal without loss
training-cancel-by-text = Until the end of this day the hours return.
training-fill-from = Filling of free seats
training-fill-from-text = From this day on, seats too few for the next group go to the next whom they hold; nobody loses their place.
training-substitute-by = Change of participants
training-costs = Travel and lodging are at your institution’s cost.
training-reserved = Your seats are reserved. Your application has number { $number }.
training-reserved-waiting = You are in the queue as group { $place }. Your application has number { $number }.
training-reserved-before = This form was sent before. Your application has number { $number }.
training-withdrawn = The reservation was withdrawn.
training-withdrawn-returned = The reservation was withdrawn; { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
} returned to your account.
training-withdrawn-used = The reservation was withdrawn; the deadline had passed, so { $hours ->
    [one] 1 hour counts
   *[other] { $hours } hours count
} as used.
training-reduced = { $seats ->
    [one] Your group is now one person.
   *[other] Your group now has { $seats } people.
}
training-called-off = The session was called off; all hours were returned.
training-announced = The session of { $date } was announced.
training-count-rejected = { $count } rows of the file are wrong; nothing was taken. Correct them and upload the file again.
training-counts-taken = { $count ->
    [one] The count of 1 institution was taken.
   *[other] Counts of { $count } institutions were taken.
}
training-decided = { $count ->
    [one] The right of 1 institution was decided.
   *[other] The rights of { $count } institutions were decided.
}
training-tiers-published = The table of tiers was published.

planning-title = Training planning
planning-none = No programme was founded yet
planning-none-text = An operator founds a programme on the server. Its tiers, counts and sessions are then run from here.
planning-undecided = { $count ->
    [one] The count of 1 institution waits for a decision.
   *[other] The counts of { $count } institutions wait for a decision.
}
planning-totals = At a glance
planning-institutions = Institutions
planning-institution = Institution
planning-institutions-none = No institutions yet
planning-institutions-none-text = Institutions appear here when a count of active users is taken.
planning-tiers = Tiers
planning-counts = Counts of users
planning-capacity = Capacity of the programme
planning-capacity-hours = { $hours } trainer hours
planning-sessions = Shared sessions
planning-announce = Announce a session
planning-state = State
planning-sessions-none = No session was announced yet
planning-sessions-none-text = A session opens to the coordinators of Standard-tier institutions as soon as it is announced.
planning-tier = Tier
planning-announced-at = Announced
planning-groups = Groups in order of application
planning-groups-none = No applications yet
planning-groups-none-text = Institutions decide who takes part; only institutions and numbers of people are shown here.
planning-call-off = Call the session off
planning-call-off-text = All groups lose their seats and get their hours back. This cannot be undone.
planning-call-off-hint = Coordinators read this.
planning-reason = Reason
planning-announce-lead = Sessions are announced at least { $lead } days ahead; the earliest day is { $earliest }. Reservations open with the announcement.
planning-course = Course
planning-choose = Choose
planning-day = Date
planning-time = Begins at
planning-seats = Seats
planning-seats-hint = { $most } if left empty.
planning-announce-send = Announce
planning-no-catalogue = Catalogue or sites are missing
planning-no-catalogue-text = Before a session is announced, the catalogue needs a course and the list of sites a site.
planning-counts-lead = Units’ numbers of active users come from a file or are counted from certificates, are added up over the institution’s tree, and are kept unchanged as evidence.
planning-rejected = Rows not taken
planning-rejected-more = { $count ->
    [one] 1 more row with errors is not shown.
   *[other] { $count } more rows with errors are not shown.
}
planning-row = Row
planning-waiting = Counts that wait for a decision
planning-waiting-count = { $users } active users · { $date }
planning-waiting-none = No count waits for a decision
planning-waiting-none-text = Institutions appear here when you take a new file.
planning-decide-text = The table in force today decides. A lower count takes back nothing that was granted; a higher one grants the difference.
planning-decide = Decide for { $count ->
    [one] { $count } institution
   *[other] { $count } institutions
}
planning-file = File of counts
planning-counted-on = Day of the count
planning-take = Take the file
planning-file-text = One wrong row refuses the whole file.
planning-evidence = Download the evidence
planning-signers = Count from certificates
planning-signers-file = Certificates and revocation lists
planning-signers-hint = A ZIP, or one PEM, DER, PKCS#7 or LDIF file; at most { $megabytes } MB. Add the certificates of intermediate authorities and their current revocation lists.
planning-signers-take = Count the certificates
planning-signers-text = Everybody with a valid qualified certificate that is not revoked counts once, as of today, in the unit where they work. Who is not in the register counts for the institution that the certificate names; who has none counts for nobody. Certificates are not kept, and the evidence has no national id in it.
signers-title = Preview of the count from certificates
signers-lead = { $people } signers were counted in { $institutions ->
    [one] { $institutions } institution
   *[other] { $institutions } institutions
}. Nothing has been taken yet.
signers-institutions = Institutions
signers-before = Count before
signers-now = This count
signers-right = By today’s table
signers-certificates = Certificates
signers-all = Certificates in the file
signers-good = Of these good
signers-unplaced = Signers without an institution
signers-take = { $count ->
    [one] Take the count of { $count } institution
   *[other] Take the counts of { $count } institutions
}
signers-discard = Discard
signers-text = The preview is kept for an hour and taken as it is shown. You decide on the counts afterwards.
training-source-certificates = Source: the certificates and revocation lists in { $file }. The count is kept as it was when it decided.
planning-template = Download the empty file
planning-tiers-since = The table in force since { $date }.
planning-tiers-none = No table is in force
planning-tiers-none-text = The first table comes into force when the programme begins.
planning-right-hours = Right (hours)
planning-way = Way
planning-tried = If this table were in force
planning-tried-text = { $count ->
    [one] 1 institution by its latest count
   *[other] { $count } institutions by their latest counts
}. People are reckoned with sessions of { $seats }, { $quota } from an institution, and trainings of { $hours } hours.
planning-trainer-hours = Trainer hours
planning-people = People who could be trained
planning-gains = Institutions that gain
planning-losses = Institutions that lose
planning-no-change = No institution’s right would change.
planning-new-tiers = Try a new table
planning-tiers-hint = Each tier begins where the one before ends. Leave the lines that you do not need empty; nothing is published before you have seen what it does.
planning-tier-to = Upper bound (users)
planning-try = Show its effect
planning-valid-from = In force from
planning-publish-text = Decisions that were made do not change; the table serves decisions from that day on.
planning-publish = Publish the table
planning-catalogue = Catalogue and sites
planning-courses = Courses
planning-courses-none = The catalogue is empty
planning-courses-none-text = Add at least one course to announce sessions.
planning-sites = Sites
planning-sites-none = There are no sites
planning-sites-none-text = Add at least one site to announce sessions.
planning-add-site = Add a site
planning-site-name = Name of the site
planning-address = Address
planning-add = Add
planning-add-course = Add a course
planning-code = Code
planning-name = Name
planning-name-en = Name in English
planning-name-en-hint = For papers that are wanted in English.
planning-level = Level
planning-hours = Length (hours)
planning-contents = Contents
planning-materials = Materials
planning-needs = Room and equipment
training-course-level = Choose the level.
training-course-added = The course was added to the catalogue.
training-site-province = Choose the province.
training-site-added = The site was added.
training-key-malformed = The key must be a ULID of 26 characters that your program makes.

announce-check = Continue
announce-check-title = Check the announcement
announce-check-lead = Once you confirm, the session is announced and applications open at once.
announce-check-seats = { $seats ->
    [one] 1 person
   *[other] { $seats } people
}; at most { $quota } from one institution
announce-check-warnings = Please note
announce-check-after = As long as nobody has applied, you can still correct the announcement; after the first application it can only be called off.
announce-check-edit = Go back and change
announce-check-correct = Save the correction
announce-correct = Correct the announcement
announce-correct-text = Nobody has applied for this session yet; you can change course, place, day, hour and seats. Its reference stays.
announce-hours-hint = At most { $longest } hours. Longer courses go on, on the next working days.
planning-no-trainer-close = A session without a trainer when its day is over counts as not held: it is called off by itself, and institutions get their hours back.
planning-untrained = { $count ->
    [one] { $count } session without a trainer
   *[other] { $count } sessions without a trainer
}
planning-untrained-days = { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}
planning-untrained-now = Its day has come
training-closed-no-trainer = The session could not be held because no trainer was assigned; hours held for it were returned.
training-corrected = The announcement was corrected; the session is on { $date }.

offer-words = Particulars
offer-words-text = Code, level and hours cannot be changed: institutions were promised them. Certificates stay as they were issued.
offer-save = Save
offer-end-course = End the course
offer-end-course-text = From the day you choose, nobody can ask for this course and no session of it is announced. What is announced or planned takes place as it is.
offer-end-site = End the site
offer-end-site-text = From the day you choose, no session can be announced to be held here. What is announced takes place as it is.
offer-from = Day from which it ends
offer-end = End it
offer-ended = Saved.
offer-again = It is offered again.
offer-again-button = Offer it again
offer-ended-from = Not offered from { $date } on.
offer-corrected = The change was saved.
terms-title = Period and capacity
terms-decide = Change
terms-decide-text = The decision holds at once and is kept with its reason. Trainings held or planned must stay within the period; the beginning can only be moved later, before the programme has begun.
terms-starts-on = First day
terms-ends-on = Last day
terms-send = Record the decision
terms-over = The programme has ended; what was left of its hours has expired, so period and capacity cannot be changed.
terms-decisions = Decisions
terms-decisions-none = No decisions
terms-decisions-none-text = Period and capacity have not changed since the programme was founded.
terms-decided = The decision was recorded.
statement-sheet = Statement
statement-reference = Reference
statement-reason = Explanation
training-state-running = Under way
training-balance-moved = Moved
planning-why = Why
statement-entered = Entered on
statement-held = Days of training
statement-granted = { $tier }, { $users ->
    [one] 1 active user
   *[other] { $users } active users
}
training-when-of = { $weekday } { $day }, { $time }
announce-check-correct-lead = Once you confirm, the announcement changes.
announce-check-accept = I have read the warnings; announce it all the same
