# Participants, attendance, certificates.

nav-mine = My trainings
nav-trainer = Trainer

participant-state-invited = No answer yet
participant-state-accepted = Will attend
participant-state-declined = Cannot attend
participant-state-withdrawn = Taken off the list
participant-state-called-off = Session called off

participants-title = Participants
participants-of = Name the participants
participants-until = The list is final at the end of { $date }; until then you can add, replace and remove people. The provider sees names once the list is final.
participants-final = The list is final or the session is closed; it can no longer be changed.
participants-list = { $named ->
    [one] 1 of { $seats } seats has a name
   *[other] { $named } of { $seats } seats have a name
}
participants-none = Nobody is named yet
participants-none-text = You decide who of your institution’s units attends. Whoever you name is sent an invitation.
participants-disseminator = Disseminator
participants-disseminates = Will pass on what was learnt
participants-said = Answer: { $text }
participants-deputy = Suggests instead: { $text }
participants-deputy-invite = Invite { $name }
participants-deputy-search = Search for the person suggested
participants-unreachable = The register has neither a phone nor an e-mail address; please pass the invitation on yourself.
participants-change = Replace or remove
participants-replace = Send somebody else
participants-remove = Take off the list
participants-find = Add a participant
participants-find-instead = Who comes instead of { $name }?
participants-search = Search staff
participants-search-hint = Name, surname or staff number. Only your institution’s units are searched.
participants-search-send = Search
participants-on-list = On the list
participants-invite = Invite
participants-more = More people were found; narrow the search.
participants-found-none = Nobody was found
participants-found-none-text = The beginning of a name is enough. People who have left and staff of other institutions are not shown.
participant-named = The invitation is being sent.
participant-removed = The person was taken off the list and is being told.

mine-title = My trainings
mine-lead = Trainings you are invited to or have attended.
mine-trainings = Trainings
mine-none = You have not been invited to a training yet
mine-none-text = When your institution’s coordinator names you for a training, the invitation appears here. Ask the coordinator if you have questions.
mine-certificates = My certificates
mine-in-full = Whoever is there in every hour of the training gets a certificate of participation.
mine-calendar = Add to calendar (.ics)
mine-calendar-cancel = Remove from calendar (.ics)
mine-reply = Will you attend?
mine-reply-text = Please answer by the end of { $date }. If you cannot come, your seat is opened to somebody else.
mine-accept = I will attend
mine-decline-open = I cannot attend
mine-decline = Tell that I cannot attend
mine-said = Why
mine-said-hint = Your institution’s coordinator reads it.
mine-days = Days and hours
mine-deputy = Who could come instead
mine-deputy-hint = Name or staff number. Your institution’s coordinator decides and sends the invitation.
invited-by-link = You opened this page with the link of your invitation; it is for this training only. Do not share the link.
invited-another = This invitation is somebody else’s. Sign out first to act for it.
mine-late = The list of participants is final. If something has changed, tell your institution’s coordinator.
participant-answered = Your answer was received.

trainer-title = Trainings I give
trainer-lead = The trainings you give, and their attendance lists.
trainer-days = Trainings to come
trainer-today = Today
trainer-before = Trainings I gave
trainer-people = { $people ->
    [one] { $people } participant
   *[other] { $people } participants
}
trainer-not-final = the list is not final
trainer-none = No training was given to you
trainer-none-text = When the planner gives you a training, it appears here.

attendance-title = Attendance
attendance-not-final = The list of participants is not final yet. Names appear when it is.
attendance-nobody = Nobody is on the list
attendance-nobody-text = The institutions named nobody for this training.
attendance-hours = Hours
attendance-hour = Hour { $hour }
attendance-taken-before = attendance taken
attendance-later = This hour has not begun; attendance is taken once it has.
attendance-who = Who is here?
attendance-missed = { $hours ->
    [one] { $hours } hour missed
   *[other] { $hours } hours missed
}
attendance-reason = Reason for the correction
attendance-reason-hint = Needed when you change attendance that was taken before; the correction is recorded.
attendance-save = Save attendance
attendance-corrections = { $count ->
    [one] { $count } mark of this training was corrected.
   *[other] { $count } marks of this training were corrected.
}
attendance-taken = Attendance of hour { $hour } was saved: { $present } present.

people-title = Trainer, participants, certificates
people-trainer = Trainer
people-trainer-none = No trainer yet.
people-trainer-choose = Choose a trainer
people-trainer-assign = Assign the trainer
people-trainers-none = Nobody of your institution holds the duty of a trainer.
people-list = Participants
people-not-final = The list is not final yet
people-not-final-text = Institutions choose the participants. Names appear here after { $date }.
people-full = Attended in full
people-missed = { $hours ->
    [one] { $hours } hour missed
   *[other] { $hours } hours missed
}
people-open = { $hours ->
    [one] { $hours } hour not marked
   *[other] { $hours } hours not marked
}
people-certificates = Certificates of participation
people-certificates-of = Issued: { $issued }. Still due: { $due }.
people-certificates-order = { $count ->
    [one] Issue { $count } certificate
   *[other] Issue { $count } certificates
}
training-trainer-assigned = The trainer was assigned.
certificates-ordered = Certificates being issued: { $count }. Reload the page to see how far they are.

certificate-title = Certificate of participation
certificate-ask = Verify a certificate
certificate-ask-lead = Type the code at the foot of the certificate to see what it should say.
certificate-code = Certificate code
certificate-code-hint = Eight characters, such as KT7M-2RXM.
certificate-ask-send = Find the certificate
certificate-is-valid = This certificate was issued and is valid.
certificate-is-revoked = This certificate was revoked on { $date }. Reason: { $reason }
certificate-fields = What the certificate says
certificate-number = Certificate number
certificate-number-of = No: { $number }
certificate-of-number = Certificate { $number }
certificate-name = Name
certificate-institution = Institution
certificate-course = Training
certificate-course-en = Training, in English
certificate-hours = Length
certificate-held-on = Held on
certificate-place = Place
certificate-programme = Programme
certificate-provider = Provider
certificate-issued-on = Issued on
certificate-compare = The document you hold must say exactly this. Names are shown as they were on the day of issue.
certificate-valid = Valid
certificate-revoked-state = Revoked
certificate-reason = Reason: { $reason }
certificate-revoke = Revoke the certificate
certificate-revoke-why = Reason (shown on the public page)
certificate-reissue = Issue a corrected one in its place
certificate-revoked = The certificate was revoked.
certificate-download-tr = PDF (Turkish)
certificate-download-en = PDF (English)
certificate-page = Public page

certificates-title = Certificates
certificates-issued = { $count ->
    [one] 1 valid certificate made in the programme
   *[other] { $count } valid certificates made in the programme
}
certificates-running = Being made
certificates-made-of = { $made } of { $total } certificates ready
certificates-due = Trainings whose certificates are due
certificates-preview = Review the chosen ones
certificates-preview-all = Review all ({ $count ->
    [one] 1 person
   *[other] { $count } people
})
certificates-none-due = No certificate is due
certificates-none-due-text = Trainings of which every hour has its attendance are shown here until those who attended in full have their certificates.
certificates-preview-title = Make the certificates
certificates-preview-of = Certificates of participation will be made for { $people ->
    [one] 1 person
   *[other] { $people } people
} { $trainings ->
    [one] of 1 training
   *[other] of { $trainings } trainings
}.
certificates-preview-text = Certificates are numbered, made one after the other, and their owners told. You may close the page meanwhile.
certificates-order = { $count ->
    [one] Make 1 certificate
   *[other] Make { $count } certificates
}
certificates-bulk-ordered = Being made: { $count ->
    [one] 1 certificate
   *[other] { $count } certificates
} { $trainings ->
    [one] of 1 training
   *[other] of { $trainings } trainings
}.
certificates-waiting = { $count ->
    [one] 1 person waits
   *[other] { $count } people wait
} for a certificate.
trainer-seats = { $seats ->
    [one] 1 seat taken
   *[other] { $seats } seats taken
}
certificates-done = The certificates were made; any that are still due are below.
certificate-unknown = No certificate was issued with this code
