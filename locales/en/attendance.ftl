# Attendance: code, paper, phone without a connection, evidence
attendance-code-show = Show the room a code
attendance-code-title = Attendance code
attendance-code-lead = Scan the code to say that you are here
attendance-code-qr = QR code with the address and the code
attendance-code-left-before = Next code in
attendance-code-left-after = seconds
attendance-code-marked = { $marked } of { $people } people marked
attendance-code-close = Close the code
attendance-code-was-closed = The code was closed. Nobody marks themselves in this hour any more.
attendance-code-open = Open the code of hour { $hour }
attendance-code-open-text = The code appears on this screen and changes every few seconds. Participants scan it with their phones, or open the address and type it; it closes by itself when the hour is over.
attendance-code-none = No hour runs now
attendance-code-none-text = The code is opened when an hour of the training has begun and the list of participants is final.
attendance-waiting = On the phone, waiting to be sent
attendance-sent = sent
attendance-refused = Not taken:
attendance-present = Here
attendance-absent = Absent
attendance-by-list = the trainer’s list
attendance-by-code = by themselves, with the code in the room
attendance-by-paper = signed sheet
attendance-doubt-device = the same device marked somebody else; saving the list decides
attendance-doubt-heads = more marks than people in the room; saving the list decides
attendance-keeps = { $count } marks are on this phone and will be sent when the connection is back.
attendance-refusals = { $count } marks were not taken; the row says why. Look the list through and save it again.
attendance-reason-needed = You are changing a mark that was taken before. Say why, and save again.
attendance-offline = There is no connection now.
attendance-failed = The marks could not be sent; they will be tried again.
attendance-sign-in-again = Your session is over; they will be sent when you have signed in again.
attendance-heads-title = People in the room
attendance-heads-text = Count the people in the room and write the number down. Where there are more marks than heads, what people said of themselves with the code does not count until you save the list.
attendance-heads = Number of people
attendance-heads-save = Save the number
attendance-heads-differ = { $heads ->
    [one] You counted 1 person
   *[other] You counted { $heads } people
}; { $marked } are marked.
attendance-heads-agree = { $heads ->
    [one] You counted 1 person, and 1 is marked.
   *[other] You counted { $heads } people, as many as are marked.
}
attendance-counted = The number of people was saved.
attendance-doubts = { $count ->
    [one] 1 mark is in doubt and does not count yet.
   *[other] { $count } marks are in doubt and do not count yet.
} Leave those ticked whom you see, untick the others, say why, and save.
attendance-paper-title = Signature sheet
attendance-paper-text = Where there is no connection, print the sheet and have it signed; later scan it and type the signatures in here.
attendance-paper-print = Print the sheet
attendance-paper-type = Type a scan in
attendance-scan-title = Scanned sheets
attendance-scan-file = Scan of the sheet
attendance-scan-hint = PDF, PNG or JPEG. Only you and those who plan the training can open it; each opening is recorded.
attendance-scan-keep = Upload the scan
attendance-scan-kept = The scan was kept. Now type the signatures in.
attendance-scan-new-tab = (opens in a new tab)
attendance-scan-current = being typed in
attendance-scan-choose = Type this one in
attendance-scan-alt = Signed sheet of { $date }
attendance-scan-open = Open the scan beside this page
attendance-type-title = Type the signatures in
attendance-type-text = Tick everybody who signed. Whoever is left without a tick was absent in the hours that are on the sheet.
attendance-type-hours = Hours on the sheet
attendance-type-who = Participant
attendance-type-save = Save the signatures
attendance-typed = The sheet was typed in: { $present } signatures, { $corrected } corrections.
attendance-said = You are marked as present in hour { $hour }.

here-title = Attendance
here-who = We need to know who you are: sign in.
here-link = Without an account, open the link of your invitation on this phone, then scan the code again.
here-brought-first = Your code was taken. It stays good if you sign in within a few minutes.
here-invited = You are invited to this training. On the day, the code on the screen is typed on this page.
here-details = The training, and your answer
here-nothing = You are a participant of no training today.
here-no-hour = No hour runs now. Reload this page when it has begun.
here-present = You are here in hour { $hour }.
here-next = A code is scanned anew for each hour.
here-absent = The trainer wrote you down as absent in hour { $hour }. If you are in the room, tell the trainer.
here-brought = Your code was taken. Confirm if you are in the room.
here-not-open = The trainer has not opened the code yet.
here-code = Code on the screen
here-code-hint = Six digits. They change every few seconds.
here-open = In the room? Type the attendance code
here-say = I am here
here-only-you = For yourself only. If one device marks several people, the trainer is told.

evidence-title = What attendance rests on
evidence-lead = Where every mark comes from, and what it was before it was corrected. A mark in doubt does not count towards a certificate until the trainer has decided.
evidence-none = No attendance to show
evidence-none-text = Names and marks appear when the list of participants is final.
evidence-in-force = Marks in force
evidence-no-mark = No mark
evidence-heads = { $heads ->
    [one] 1 person counted
   *[other] { $heads } people counted
}, { $marked } marked
evidence-heads-none = Not counted; { $marked } marked
evidence-scan = Scan of the signed sheet
evidence-destroyed = destroyed on { $date }
evidence-refused = Marks from phones that were not taken
evidence-refused-text = Made without a connection, and not in force because another mark came in meanwhile or a rule was against it.
evidence-unknown = Somebody who is not on the list
evidence-sent = { $who } · on the phone { $made }, arrived { $received }
evidence-story = All marks, the latest first
evidence-correction = reason of the correction: { $reason }
evidence-replaced = Replaced
evidence-no-marks = No marks yet.
evidence-open = See what attendance rests on
