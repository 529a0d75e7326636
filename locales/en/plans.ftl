# Candidates proposed by units, a unit's page, leave, and what is passed on.

nav-unit = My unit

unit-title = Your unit’s trainings
unit-lead = What your institution’s coordinator asks of your unit, and who of it is invited.
unit-calls = Candidates asked for
unit-calls-none = No candidates are asked of your unit
unit-calls-none-text = Whatever your institution’s coordinator asks of your unit appears here.

unit-invited = Your people who are invited
unit-invited-none = None of your people is invited
unit-invited-none-text = Whoever you supervise appears here when they are invited; so they do while you stand in for somebody.

candidates-title = Candidates from units
candidates-open-page = Ask units for candidates
candidates-count = { $count } proposed by units
candidates-private = Each unit sees only what is asked of it and whom it proposes. The provider sees no name before the list is final.
candidates-asked-none = You have not asked a unit yet
candidates-asked-none-text = Find the unit, and say how many and until when; its head and its officer are told.
candidates-open = Proposals awaited
candidates-over = Over
candidates-of = { $count } proposed, { $places } places; last day { $date }.
candidates-note-of = Looked for: { $text }
candidates-none = Nobody is proposed yet.
candidates-reason-of = { $text } ({ $name })
candidates-close = Close
candidates-call-closed = Closed. Those who were proposed can still be invited.
candidates-ask = Ask for candidates
candidates-search = Find a unit
candidates-search-hint = The beginning of its name or its DETSİS number; or choose a province only. A unit may also propose from units below it.
candidates-any-province = All provinces
candidates-units = Which units?
candidates-more = More units were found; narrow the search.
candidates-unit-none = No unit found
candidates-unit-none-text = The beginning of the name is enough. Only units of your institution are searched.
candidates-places-label = At most how many of each unit?
candidates-places-hint = For each of the units you choose.
candidates-until-label = Last day for proposals
candidates-until-hint = As dd.mm.yyyy; the list is final at the end of { $date }.
candidates-note = Whom are you looking for?
candidates-note-hint = For example: people who use e-signatures daily, and can explain what they learn.
candidates-send = Ask for candidates
candidates-asked = { $count ->
    [one] 1 unit was asked; it is being told.
   *[other] { $count } units were asked; they are being told.
}

propose-title = Propose candidates
propose-until = You may propose { $places ->
    [one] 1 person
   *[other] { $places } people
} at most, until { $date }. Your institution’s coordinator decides who attends.
propose-list = Proposed by you: { $count } / { $places }
propose-take-back = Take back
propose-find = Find people of your unit
propose-search-hint = Name, surname or staff number. Only { $unit } and the units below it are searched.
propose-found-none-text = The beginning of the name is enough. People of other units are not shown.
propose-reason = Why this person?
propose-send = Propose
propose-proposed = Proposed
candidates-proposed = Your proposal was sent.
candidates-taken-back = The proposal was taken back.

leave-title = Leave of staff
leave-lead = Shown when participants are chosen. The reason is not asked; a leave is removed thirty days after its end. The provider does not see it.
leave-list = Now and to come
leave-empty = No leave is known
leave-empty-text = Add leaves one by one, or upload the list your personnel system gives you.
leave-remove = Remove
leave-removed = The leave was removed.
leave-put-title = Add a leave
leave-who = National id or staff number
leave-who-hint = Only units you are responsible for are searched.
leave-put-send = Add the leave
leave-put = The leave of { $name } was saved.
leave-file-open = Add from a list
leave-file-text = An XLSX or CSV file: national id or staff number, first day, last day.
leave-file-title = Leaves in the file
leave-accepted = To be taken
leave-confirm = { $count ->
    [one] Save 1 leave
   *[other] Save { $count } leaves
}
leave-nobody-found = No leave can be taken
leave-taken = The list was saved; { $count ->
    [one] 1 leave is new
   *[other] { $count } leaves are new
}.
participants-despite = Reason: why this person all the same?
participants-despite-of = Reason: { $text }
names-despite = Reason for the { $count ->
    [one] person
   *[other] { $count } people
} against whom something speaks
names-despite-hint = They are invited with your reason.
clash-taken = Has a seat in another training on { $date }.
clash-leave = On leave from { $from } to { $until }.
clash-leave-day = On leave on { $date }.
clash-post-ends = The post ends on { $date }.

spread-title = What you passed on
spread-open = Say what you passed on
spread-lead = Say when, where and to how many colleagues you explained what you learnt. Your institution and the provider see it as a number in your own word; it is never mixed with those who attended.
spread-reports = What you reported
spread-heard = { $people ->
    [one] 1 person
   *[other] { $people } people
}
spread-say = A new report
spread-when = When?
spread-where = Where?
spread-where-hint = For example: meeting room of the Çankaya directorate
spread-how-many = How many listened?
spread-how-many-hint = Without yourself.
spread-send = Report
spread-said = Your report was saved. Thank you.
spread-taken-back = The report was removed.
spread-told = { $people ->
    [one] Says to have told 1 person
   *[other] Says to have told { $people } people
}
spread-of = { $trained ->
    [one] 1 person trained; by their word, { $told } more were reached.
   *[other] { $trained } people trained; by their word, { $told } more were reached.
}
spread-beside = { $told } as stated
coverage-told = Reached, as stated
coverage-told-text = Disseminators report reaching { $told ->
    [one] 1 more colleague
   *[other] { $told } more colleagues
}; this is not counted above.

planning-trainer-away = The trainer has reported being away on { $date }; the training must be planned anew.
planning-hit = { $count ->
    [one] The trainer of 1 planned training has reported being away on its day; it is marked below.
   *[other] The trainers of { $count } planned trainings have reported being away on their days; they are marked below.
}
planning-hit-home = The trainer of { $count ->
    [one] 1 planned training is
   *[other] { $count } planned trainings is
} away on that day; it must be planned anew.

training-transfer = Transfer of hours
training-transfer-lead = By a decision, hours move from one institution’s right to another’s: when institutions are joined, say. Hours held or used do not move.
training-transfer-ask = Transfer
training-transfer-change = Change it
training-transfer-from = From
training-transfer-to = To
training-transfer-how-many = How many hours?
training-transfer-reason = Decision
training-transfer-reason-hint = Its date and number; both institutions’ statements show it.
training-transfer-look = Show what it does
training-transfer-choice = { $name } ({ $hours } h)
training-transfer-preview = { $hours ->
    [one] If 1 hour moves
   *[other] If { $hours } hours move
}
training-transfer-before = Available now
training-transfer-after = Available then
training-transfer-by = Decision: { $reason }
training-transfer-final = Entries are never removed; a wrong transfer is only undone by another decision.
training-transfer-confirm = Move the hours
training-transfer-done = { $hours ->
    [one] 1 hour was moved.
   *[other] { $hours } hours were moved.
}
