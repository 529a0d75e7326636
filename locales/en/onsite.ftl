# Trainings at an institution’s own place: requests, planning, trainers.

training-requests = On-site training requests
training-requests-open = Open the requests
training-requests-lead = The right is given once, for the whole institution. You share its hours among trainings; participants may come from any of your units.
training-requests-hours = Your training hours
training-requests-new = Write a request
training-requests-live = Open requests
training-requests-none = No requests yet
training-requests-none-text = Say which course, how many people, which days and where. Only you see a draft until you send it.
training-requests-ended = Closed requests
training-requests-provinces = By province
training-requests-shared = Your institution attends shared sessions
training-requests-shared-text = In the Standard tier, trainings take place at the sites of the institution that trains, together with other institutions; no trainer comes to you. You can ask for seats for your group in any open session.
training-requests-shared-open = See the open sessions
training-request = Training request
training-request-wished = Requested days
training-request-people = Enter a number of people between 1 and { $most }.
training-request-place = Fill in this field, with 200 characters at most.
training-request-waiting = Waiting
training-request-planned-count = Planned
training-request-held-count = Held
training-request-province = Province
training-request-state-draft = Draft
training-request-state-review = With the account manager
training-request-state-sent = Waits for planning
training-request-state-planned = Planned
training-request-state-held = Held
training-request-state-withdrawn = Withdrawn
training-request-state-refused = Not met
training-request-state-called-off = Called off
training-request-state-lapsed = Lapsed
training-request-write = Write a training request
training-request-change = Change the request
training-request-write-lead = You have { $available ->
    [one] 1 hour
   *[other] { $available } hours
} available. The hours of the course are held when you send the request.
training-request-course = Which course?
training-course-choice = { $code } { $name } ({ $hours } h)
training-request-how-many = How many people will attend?
training-request-how-many-hint = You name them later, once the training is planned. The hours do not depend on their number.
training-request-when = Which days would suit?
training-request-when-period = A period
training-request-when-days = Up to three days, the best first
training-request-from = First day of the period
training-request-until = Last day of the period
training-request-day-hint = Write days as dd.mm.yyyy; { $until } at the latest.
training-request-day-1 = First choice
training-request-day-2 = Second choice
training-request-day-3 = Third choice
training-request-where = Where will it be held?
training-request-building = Unit or building
training-request-building-hint = For example: Konya directorate, annexe
training-request-address = Full address
training-request-room = Room
training-request-note-label = Note to the planner
training-request-note-hint = For example: the room is taken after 14:00. Do not name people; the provider sees participants once the list is final.
training-request-save = Save the draft
training-request-drafted = The draft was saved. Read it through before you send it.
training-request-saved = The draft was changed.
training-request-note-of = Note
training-request-trainer = Trainer
training-request-trainer-none = Not decided yet
training-request-at = Days of training
training-request-day = { $hours ->
    [one] { $at }, 1 hour
   *[other] { $at }, { $hours } hours
}
training-request-sent-at = Sent
training-request-send = Send the request
training-request-send-title = Send it
training-request-send-text = Sending it holds { $hours } of your { $available } available hours. It is scheduled by the trainers’ work plan.
training-request-send-again = { $hours } of your hours are held for this request already; sending it again holds no more. It is scheduled by the trainers’ work plan.
training-request-send-short = This training takes { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}; you have { $available } available. To send it, withdraw another request or choose a shorter course.
training-request-edit = Change
training-request-sent = The request was sent; { $hours ->
    [one] 1 hour is held
   *[other] { $hours } hours are held
}.
training-request-withdraw = Withdraw the request
training-request-withdraw-draft = The draft is closed. It holds no hours.
training-request-withdraw-sent = { $hours ->
    [one] The 1 hour that is held returns
   *[other] The { $hours } hours that are held return
} to your account.
training-request-withdraw-planned = Until the end of { $date } { $hours ->
    [one] its 1 hour returns
   *[other] its { $hours } hours return
} to your account. Participants are told.
training-request-withdraw-late = Without loss it could be withdrawn until { $date }. If you withdraw it now, { $hours ->
    [one] 1 hour counts
   *[other] { $hours } hours count
} as used. Participants are told.
training-request-withdraw-reason = Reason
training-request-withdraw-hint = The planner reads it.
training-request-withdrawn = The draft was closed.
training-request-withdrawn-returned = The request was withdrawn; { $hours ->
    [one] 1 hour is
   *[other] { $hours } hours are
} back in your account.
training-request-withdrawn-used = The request was withdrawn after its deadline; { $hours ->
    [one] 1 hour counts
   *[other] { $hours } hours count
} as used.
training-request-planned = The training is planned: { $when }. The coordinator is being told.
training-request-refused = The request was closed as not met; its hours were returned.
training-request-reason = Explanation: { $reason }
training-checks = Who provides what?
training-checks-text = Each side ticks its own lines and bears their cost.
training-checks-provider = The provider
training-checks-institution = The institution
training-check-trainer = Trainer
training-check-materials = Training materials
training-check-travel = The trainer’s travel
training-check-lodging = The trainer’s lodging
training-check-participants = Choosing the participants
training-check-leave = Leave for the participants
training-check-room = Room and equipment
training-check-own-travel = The participants’ travel
training-check-done = Done
training-check-open = Open
training-check-tick = Mark as done
training-check-untick = Undo
training-check-said = The list was changed.

planning-requests = Training requests
planning-requests-lead = Trainings that institutions ask for at their own places. Requests stand in the order of their arrival; days are given by the trainers’ work plan.
planning-requests-waiting = Waiting for planning
planning-requests-none = No request is waiting
planning-requests-count = { $count ->
    [one] 1 request waits
   *[other] { $count } requests wait
} to be planned.
planning-requests-none-text = Whatever a coordinator sends appears here.
training-request-reader = With the account manager: { $name }
training-request-reading = The account manager { $name } is reading the request; it then goes to the planners.
training-request-noted = Account manager’s note ({ $name }): { $text }
training-request-returned = The account manager gave the request back: { $reason } You can change it and send it again; its hours stay held.
training-request-returned-why = Given back: { $reason }
training-request-send-held = { $hours } of them are held for this request already.
training-request-send-manager = Your account manager { $name } reads it first, and passes it on to the planners or gives it back with a reason.
training-request-send-direct = Nobody is your institution’s account manager; the request goes straight to the planners.
training-request-sent-to-manager = The request was sent to your account manager; { $hours ->
    [one] 1 hour is
   *[other] { $hours } hours are
} held for it.
training-request-in-review = This request is with the account manager, and waits to be read.
training-request-reviewed = This request was read and passed on before.
training-review-long = Write at most { $most } characters.
training-review-title = Read and pass on
training-review-lead = { $hours ->
    [one] 1 hour of the institution is held for it, and stays held
   *[other] { $hours } hours of the institution are held for it, and stay held
} if you give it back. No participant is named in a request.
training-review-text = Note for the planners, or the reason for giving it back
training-review-hint = Optional when you pass it on, and read by planners only. Needed when you give it back; the coordinator reads it.
training-review-pass-on = Pass on to the planners
training-review-return = Give back with this reason
training-review-before = What was said before
training-review-verdict-passed-on = Passed on
training-review-verdict-returned = Given back
training-review-passed-on = The request was passed on to the planners; the coordinator is being told.
training-review-returned = The request was given back; the coordinator is being told, with your reason.
planning-requests-reading = With their account managers
planning-requests-reading-text = They can be planned once the account manager passes them on. They keep their place.
planning-request-unread = Nobody is there to read it
planning-request-unread-text = The institution has no account manager any more. You can take the request in yourself.
planning-request-take-in = Take it in
planning-request-taken-in = The request waits for planning now.
planning-requests-planned = Planned
planning-requests-planned-none = No training is planned
planning-requests-ended = Closed
planning-trainers = Trainers
planning-calendar = Calendar
planning-provinces = Provinces
planning-request-about = The request
planning-request-place = Place
planning-proposal = Proposal
planning-proposal-again = Proposal for planning anew
planning-proposal-apply = Plan as proposed
planning-proposal-none = There is no schedule without an obstacle
planning-proposal-none-text = Something blocks every option; it is written below. Try another day, or refuse with a reason.
planning-proposal-nobody = Your institution has no trainers
planning-proposal-nobody-text = A proposal needs at least one person with the duty of a trainer.
planning-proposal-why = Why this one?
planning-options = Other options
planning-options-more = { $count ->
    [one] 1 more option
   *[other] { $count } more options
}
planning-option-assign = Plan
planning-option-of = { $name }, { $date }
planning-conflicts-none = No conflicts
planning-conflict-blocks = Obstacle:
planning-conflict-warns = Warning:
planning-own = Another plan
planning-own-text = Choose a trainer, a day or an hour of your own. Obstacles are refused; warnings can be accepted once they are read.
planning-own-accept = I have read the warnings; plan it all the same
planning-own-send = Plan
planning-own-against = About this plan
planning-hours-a-day = At most how many hours a day?
planning-moved = If days or hours change, the participants who were named are asked anew; those with another training on that day come off the list.
planning-refuse = Refuse the request
planning-refuse-text = The hours return to the institution; its coordinator is told, with your reason.
planning-call-off-training = Call the training off
planning-call-off-training-text = The hours return to the institution; its coordinator and the participants are told. This cannot be undone.
training-conflict-loses-trainer = The trainer ({ $name }) cannot give this course on these days and will be taken off the session.
training-conflict-skill = Does not teach this course.
training-conflict-busy = Has another training on { $date } ({ $reference }).
training-conflict-away = Is away on { $date }.
training-conflict-room = The room is taken on { $date } ({ $reference }).
training-conflict-outside = { $date } is not among the days that can be planned.
training-conflict-travel = Trains in { $province } on { $date } ({ $reference }); no day is left for the journey.
training-conflict-holiday = { $date } is a public holiday: { $holiday }.
training-conflict-half-day = The afternoon of { $date } is free: { $holiday }.
training-conflict-weekend = { $date } falls on a weekend.
training-conflict-off-hours = On { $date } the training goes beyond working hours ({ $from } – { $until }).
training-conflict-feasts = The religious holidays of { $year } are not known to the system; check a calendar.
training-conflict-not-wished = The institution did not request { $date }.
training-distance-same-province = same province
training-distance-same-region = same region
training-distance-next-region = neighbouring region
training-distance-far = distant region
training-home-unknown = No home province is recorded
training-reason-free = Nothing speaks against it.
training-reason-warnings = { $count ->
    [one] 1 warning, no obstacle.
   *[other] { $count } warnings, no obstacle.
}
training-reason-home = The trainer lives in: { $home }.
training-reason-load = Load in the programme: { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}.
training-reason-wish = Number { $number } of the institution’s days.
training-reason-period = Within the period that the institution requested.
training-reason-next = Next would be { $name }, { $date }. What makes the difference: { $why }.
training-because-conflicts = fewer conflicts
training-because-distance = nearness
training-because-load = less load
training-because-wish = the institution’s preference
training-because-earlier = an earlier day
training-because-name = nothing; by the order of names
holiday-new-year = New Year’s Day
holiday-sovereignty = National Sovereignty and Children’s Day
holiday-labour = Labour and Solidarity Day
holiday-youth = Commemoration of Atatürk, Youth and Sports Day
holiday-democracy = Democracy and National Unity Day
holiday-victory = Victory Day
holiday-republic = Republic Day
holiday-ramadan = Ramadan Feast
holiday-sacrifice = Feast of the Sacrifice

roster-lead = What proposals rest on: home province, courses taught, days away, load.
roster-none = No trainers yet
roster-none-text = Whoever is given the duty of a trainer in one of your institution’s units appears here.
roster-home = Home province
roster-home-missing = Not recorded
roster-skills = Courses taught
roster-skills-none = Not recorded
roster-load = Load
roster-days = { $days ->
    [one] 1 day of training
   *[other] { $days } days of training
}
roster-away = Next days away
roster-about = About
roster-save = Save
roster-engagements = Days of training
roster-engagements-none = No days of training ahead
trainer-kept = What is known of the trainer was saved.
trainer-away-title = Days away
trainer-away-lead = Say on which days you cannot train; planning leaves them out.
trainer-away-none = No days away are recorded.
trainer-away-from = First day
trainer-away-until = Last day
trainer-away-until-hint = Leave empty for a single day.
trainer-away-day-hint = dd.mm.yyyy
trainer-away-kind = Kind
trainer-away-leave = Leave
trainer-away-duty = Other duty
trainer-away-add = Add the days
trainer-away-remove = Remove
trainer-away-saved = The days were saved.
trainer-away-removed = The entry was removed.
trainer-away-hits = The days were saved. There are trainings on them: { $references }. They should be planned anew.
trainer-away-past = The first day must be today or later.
trainer-away-backwards = The last day cannot be before the first, nor a year after it.

calendar-title = Trainers’ calendar
calendar-previous = Previous month
calendar-next = Next month
calendar-table = Trainers by day
calendar-legend = The number in a box is the plate code of the province where the training is. A: away. Dark columns are weekends and public holidays.
calendar-trainer = Trainer
calendar-away = away
calendar-away-mark = A
calendar-list = As a list
calendar-free = No training this month.
calendar-away-of = Away: { $period }
calendar-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
calendar-weekday-1 = Mo
calendar-weekday-2 = Tu
calendar-weekday-3 = We
calendar-weekday-4 = Th
calendar-weekday-5 = Fr
calendar-weekday-6 = Sa
calendar-weekday-7 = Su
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
calendar-month-1 = January
calendar-month-2 = February
calendar-month-3 = March
calendar-month-4 = April
calendar-month-5 = May
calendar-month-6 = June
calendar-month-7 = July
calendar-month-8 = August
calendar-month-9 = September
calendar-month-10 = October
calendar-month-11 = November
calendar-month-12 = December

provinces-lead = { $count ->
    [one] There are requests or trainings in 1 province.
   *[other] There are requests or trainings in { $count } provinces.
}
provinces-map = Requests by province
provinces-map-text = Each box is a province. Its colour says whether a request waits there; the list below has all numbers.
provinces-map-tile = { $name }: { $waiting } waiting, { $planned } planned, { $held } held
provinces-legend-waits = A request waits
provinces-legend-settled = Planned or held
provinces-legend-none = No requests
provinces-table = Provinces with requests, trainings or trainers
provinces-none = No province has requests, trainings or trainers yet.
provinces-others = { $count ->
    [one] The other province has none yet:
   *[other] The other { $count } provinces have none yet:
}
provinces-people = People
provinces-trainers = Trainers

training-request-days = Enter a period (of 62 days at most) or up to three days, as dd.mm.yyyy.
training-request-days-past = The requested days must begin tomorrow or later.
training-request-days-outside = The requested days must lie within the programme, which ends on { $end }.
training-request-note = The note can have 1000 characters at most.
training-request-sent-before = This request was sent before.
training-request-draft = This request was not sent yet.
training-request-ended = This request is closed; it can no longer be changed.
training-request-begun = The training has begun; its plan can no longer be changed.
training-request-changed = This request was planned meanwhile, or planned anew. Look at it as it is now and decide again.
training-tier-shared = Your institution is of the Standard tier; on-site trainings are for tiers 1–5. You can reserve seats in shared sessions.
training-trainer-unskilled = The trainer does not teach this course.
training-trainer-away = The trainer is away on { $date }.
training-room-taken = The room is taken by another training on { $date } ({ $reference }).
training-plan-outside = { $date } cannot be planned: choose a day from tomorrow to the end of the programme.
training-plan-hours = Enter between 1 and { $longest } hours a day.
training-plan-warnings = { $count ->
    [one] There is 1 warning about this plan. Read it and say that you accept it.
   *[other] There are { $count } warnings about this plan. Read them and say that you accept them.
}
training-session-on-site = The trainer of an on-site training is planned on the page of its request.
training-check-side = The other side ticks this line.

attended-full = Attended in full
attended-partly = { $hours ->
    [one] Missed 1 hour
   *[other] Missed { $hours } hours
}
attended-absent = Did not attend
attended-unrecorded = { $hours ->
    [one] 1 hour was not recorded
   *[other] { $hours } hours were not recorded
}
