# Account managers, questions of staff, interest in courses, names from a list.

nav-customers = My institutions

customers-title = My institutions
customers-lead = The institutions that were given to you, those with most unused hours first.
customers-available = Together they have { $hours ->
    [one] 1 unused hour
   *[other] { $hours } unused hours
}.
customers-none = No institution was given to you
customers-none-text = When a planner gives you an institution, it appears here.
customers-last-contact = Last contact
customers-to-read = Requests to be read
customers-to-read-text = The institution has sent them; nothing is planned before you pass them on.
customers-never = Not spoken to yet
customer-coordinator = Coordinator
customer-coordinator-none = This institution has no coordinator.
customer-nudge = Remind of unused hours
customer-nudge-text = The coordinator is sent a message about { $hours ->
    [one] the 1 unused hour
   *[other] the { $hours } unused hours
}. It can be sent once a week.
customer-nudge-last = Last reminder: { $date }
customer-nudge-sent = The reminder is being sent.
customer-note = Add a contact or a note
customer-note-kind = Kind
customer-note-text = What was said?
customer-note-hint = At most 1000 characters. What is written cannot be changed or removed.
customer-note-send = Add
customer-noted = The entry was added.
customer-contacts = Contacts and notes
customer-contacts-none = Nothing yet
customer-contacts-none-text = What you write down appears here.
contact-kind-phone = Phone
contact-kind-mail = E-mail
contact-kind-meeting = Meeting
contact-kind-note = Note
contact-kind-nudge = Reminder of hours
customer-no-hours = The institution has no unused hours; there is nothing to remind of.
customer-nudged = A reminder was sent this week. The next can be sent from { $date } on.
customer-no-coordinator = This institution has no coordinator; there is nobody to remind.
customer-contact-kind = Choose the kind of the entry.
customer-contact-text = Write the text; at most { $most } characters.

managers-title = Account managers
managers-lead = Each institution is given to one manager, who sees no other institutions.
managers-open = Institutions without a manager: { $count }
managers-none = Nobody is an account manager
managers-none-text = People of your institution with the duty “Account manager” can be chosen here.
managers-choose = To whom do the chosen institutions go?
managers-nobody = Nobody (take the manager away)
managers-institutions = Institutions
managers-now = Manager: { $name }
managers-without = No manager
managers-assign = Give the chosen ones
customer-assigned = { $count ->
    [one] { $count } institution has another manager now.
   *[other] { $count } institutions have another manager now.
}
customer-none-chosen = Choose at least one institution.
customer-manager-none = Choose a manager from the list.

question-ask = Ask your coordinator
question-title = Ask your coordinator
question-to = Your question goes to the coordinator of { $institution }: { $names }. The institution that trains sees neither question nor answer.
question-text-label = Your question
question-text-hint = At most 1000 characters. You are told when there is an answer.
question-send = Send the question
question-sent = Your question went to your institution’s coordinator.
question-mine = My questions
question-mine-none = You have not asked anything yet
question-mine-none-text = Your questions and their answers stay here.
question-waits = No answer yet
question-answer-of = Answer
question-nobody = There is nobody to ask
question-nobody-text = Your institution has no coordinator yet. Please ask your supervisor.
question-text = Write your question; at most { $most } characters.
question-no-coordinator = Your institution has no coordinator; the question could not be sent.
question-too-many = { $most } of your questions wait for an answer. Please wait for these first.
questions-title = Questions of staff
questions-lead = What your institution’s staff ask about trainings comes to you; the institution that trains does not see it.
questions-waiting = { $count ->
    [one] { $count } question waits for an answer.
   *[other] { $count } questions wait for an answer.
}
questions-open = Open the questions
questions-none = No questions
questions-none-text = What staff ask appears here.
questions-answer = Your answer
questions-send = Send the answer
question-answer-sent = Your answer is on its way.
question-answer = Write the answer; at most { $most } characters.
question-answered = This question was answered before.

demand-title = Interest in technical courses
demand-lead = Shared technical sessions are announced when there is enough interest. Say how many people you would send; you are told when a session is announced.
demand-link = State interest in technical courses
demand-own = Your interest
demand-own-none = You have not stated any interest
demand-own-none-text = It binds you to nothing; seats are asked for when the session is announced.
demand-of = { $people ->
    [one] { $people } person
   *[other] { $people } people
} · { $site } · { $date }
demand-withdraw = Take back
demand-new = State interest
demand-on-site = In your tier trainings are held at your own place; interest in shared sessions is for the Standard tier.
demand-course-label = Technical course
demand-people-label = How many people?
demand-people-hint = Stated again for the same course, it replaces what you said before.
demand-send = State
demand-stated = Your interest was noted.
demand-withdrawn = Your interest was taken back.
demand-course = Choose a technical course from the list.
demand-people = Enter a number of people from 1 to { $most }.
demand-ended = This no longer stands.
demands-title = Interest in technical courses
demands-lead = What institutions of the Standard tier wish for, by course and site.
demands-none = No interest was stated
demands-none-text = When coordinators state interest in technical courses, it is added up here.
demands-seats = { $seats } of { $needed } seats would be filled under the quota
demands-suffices = Enough for a session
demands-not-yet = Not enough yet
demands-people = { $institutions ->
    [one] { $people } people of 1 institution
   *[other] { $people } people of { $institutions } institutions
}
demands-announce = Announce a session
demands-proposed = Technical courses with enough interest

names-title = Participants from a list
names-open = Add from a list (XLSX or CSV)
names-text = One person a row: national id or staff number and, if you wish, Evet in the column “Yaygınlaştırıcı”. You see a preview first.
names-upload = Read the list
names-template = Download the empty list
names-accepted = People to be added
names-rejected = Rows that are not taken
names-nobody-found = Nobody to add
names-nobody-found-text = No row of the file can be taken; the reasons are below.
names-row = Row
names-who = Person
names-confirm = { $count ->
    [one] Invite { $count } person
   *[other] Invite { $count } people
}
names-rejected-text = These rows are not taken; you can correct the file and load it again.
names-named = { $count ->
    [one] { $count } invitation is being sent.
   *[other] { $count } invitations are being sent.
}
names-empty = There is no number.
names-national-id = The national id is wrong: check its digits.
names-unknown = Nobody with this number works in your institution’s units.
names-several = Several people have this staff number; write the national id.
names-twice = This person is in the file more than once.
names-nobody = There is nobody left to add. Please load the file again.
names-too-many = A file may have at most { $most } rows.
