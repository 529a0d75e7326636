register-units-title = Units
register-unit = Unit
register-unit-above = Unit above
register-unit-ended = Closed
register-unit-ended-on = This unit closed on { $date }.
register-detsis = DETSİS { $number }
register-detsis-no = DETSİS no.
register-people-count = { $count ->
    [one] 1 person
   *[other] { $count } people
}
register-tree-open = { $name }: show the units below
register-units-none = No units registered
register-units-none-text = Start by importing units and staff from a file.
register-path = Units above
register-below = Units below

register-people-title = Staff
register-people-search = Name or staff number
register-people-search-hint = You can search without Turkish letters: “sukru cag” finds “Şükrü Çağlar”.
register-people-none = No staff registered
register-people-none-found = Nobody matches your search
register-people-none-found-text = Try part of the name or surname.
register-account = Account
register-no-account = No account
register-account-expires = Password valid until
register-person-data = Register data
register-email = E-mail
register-posts = Posts
register-post-now = Current
register-open-ended = open-ended
register-duties = Duties
register-duties-none = Nobody has a duty in this unit.
register-person-no-duties = No duties.
register-duty-end = End the duty

register-duty-title = Appoint
register-duty-search = Who to appoint
register-duty-person = Choose the person
register-duty-kind = Duty
register-duty-supervisor = Heads the unit; approves the requests of its staff.
register-duty-deputy = Approves in place of the supervisor between the given dates.
register-duty-officer = Settles the requests of the unit and the units below, and keeps the archive.
register-duty-administrator = Runs the register, duties and policy; cannot see passwords or the archive.
register-duty-auditor = Reads the record; cannot change anything.
register-duty-help-desk = Sees why a sign-in fails; cannot see or choose passwords.
register-duty-coordinator = Acts for the whole institution in the training programme; given at the topmost unit only.
register-duty-planner = Runs programme, sessions and rights at the institution that trains.
register-duty-account-manager = Looks after customer institutions at the institution that trains.
register-duty-trainer = Gives trainings.
register-duty-director = Sees the whole programme at the institution that trains; changes nothing.
register-duty-from = From
register-duty-until = Until
register-duty-until-hint = Required for a deputy. Other duties are open-ended when this is left empty.
register-duty-submit = Appoint

register-import-title = Import
register-import-lead = Add or update units and staff with a file from your personnel system. You first see what would change.
register-import-kind = What is in the file?
register-import-units = Units
register-import-units-hint = DETSİS number, name, unit above, kind and province
register-import-people = Staff
register-import-people-hint = Identity and staff numbers, name, title, unit, mobile number, dates of the post
register-import-file = File
register-import-file-hint = Excel (.xlsx) or CSV, { $megabytes } MB at most
register-import-preview = Preview
register-import-safe = The preview changes nothing. Empty cells do not erase what is recorded.
register-import-templates = Empty templates
register-import-templates-text = Files with the column headings in place. You can also upload your own file; columns are recognised by their headings.
register-import-template-units = Template for units (.xlsx)
register-import-template-people = Template for staff (.xlsx)
register-import-recent = Recent imports
register-stage-previewed = Not applied yet
register-stage-applied = Applied
register-stage-discarded = Discarded

register-class-new = New
register-class-changed = Changed
register-class-transferred = Transferred
register-class-ended = Ended
register-class-unchanged = Unchanged
register-class-rejected = Rejected

register-preview-title = Preview
register-preview-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
}
register-preview-nothing-yet = Nothing has changed yet. The changes below are made when you confirm them.
register-preview-ignored = Columns that were not recognised and not read:
register-preview-row = Row
register-preview-field = Column
register-preview-why = Why
register-preview-units = Unit
register-preview-people = Person
register-preview-changes = Change
register-preview-added = New entry
register-preview-before = before:
register-preview-after = after:
register-preview-shown = The first { $shown } of { $count } rows are shown.
register-preview-rejected-file = Download the rejected rows
register-apply-title = Apply the changes
register-apply-text = All the changes you see are made together and recorded with your name.
register-apply-rejected = { $count ->
    [one] One rejected row is left out; you can correct it and upload it again.
   *[other] { $count } rejected rows are left out; you can correct them and upload them again.
}
register-apply-nothing = There is nothing to apply
register-apply-nothing-text = The file says what the register says, or no row could be taken.
register-apply-submit = Apply
register-apply-discard = Discard
register-applied-title = The changes have been made
register-discarded-title = The import was discarded
register-import-again = Upload another file

register-day-wrong = Write the date as day, month and year, for example 22 11 2026.
register-duty-person-none = Choose the person to appoint.
register-duty-kind-none = Choose the duty.
register-duty-from-none = Write the day on which the duty begins.
register-duty-until-none = Write the last day of the duty.
register-duty-given = The appointment was made.
register-duty-ended = The end of the duty was recorded.
register-end-title = End a duty
register-end-who = Holder
register-end-until = Last day of the duty
register-end-until-hint = To take back a duty that was given by mistake, write the day before it begins.

register-import-kind-none = Choose whether the file holds units or staff.
register-import-file-none = Choose the file to upload.
register-wait-title = The changes are being applied
register-wait-text = This page refreshes itself every five seconds and shows the result when the work is done. You may close it; the work goes on to its end.
register-wait-long = If it still goes on after some minutes, the server may have been restarted. Then nothing was changed: go back to the preview and apply it again.
register-wait-again = Refresh
register-wait-back = Back to the preview
register-person-roles = Roles in applications
register-person-no-roles = Holds no role in any application.

register-shared = Unit accounts
register-shared-none = This unit has no shared account. You can open one for the unit's own e-mail address; somebody is responsible for it.
register-shared-responsible = Responsible: { $name }
register-shared-orphaned = The responsible person has left
register-shared-hand-over = Hand over
register-shared-open = Open a unit account
register-shared-open-about = The account is opened without a password. The responsible person asks for the first one on the request form, and it is sent to their phone.
register-shared-user-name = User name
register-shared-user-name-hint = The part of the e-mail address before the @; it never changes.
register-shared-who = Responsible for the account
register-shared-search = Somebody who works in this unit
register-shared-nobody = Only somebody who works in this unit can be responsible.
register-shared-open-submit = Open the account
register-shared-opened = The account { $user } was opened. The responsible person can ask for the first password on the request form.
register-shared-hand-over-title = Hand a unit account over
register-shared-hand-over-about = Every password of the account ends when it is handed over. The new responsible person asks for a new one on the request form.
register-shared-hand-over-submit = Hand over
register-shared-handed-over = Somebody else is responsible for the account now; the old passwords are worth nothing.
register-order = Change its state
register-order-title = State of a unit account
register-order-which = What shall be done?
register-order-none = Choose what shall be done.
register-order-suspend = Suspend it
register-order-suspend-hint = The account opens nothing until the suspension is lifted. Its password stays.
register-order-resume = Lift the suspension
register-order-resume-hint = If its password has not run out, the account goes on where it was.
register-order-close = Close it
register-order-close-hint = Every password ends. When a new request of the responsible person is carried out, the account is opened again.
register-order-submit = Change the state
register-order-closed = The account is closed. It is opened again when a new request of the responsible person is carried out.
register-order-done = The state of the account { $user } was changed.
register-devices-title = Devices with an old password
register-devices-about = Mail programs of people whose password has changed and which go on with the one before. Such tries are refused and do not lock the account.
register-devices-count = Devices
register-devices-seen = Last seen
register-devices-none = No device uses an old password
register-devices-none-text = None was seen in your units within the last fourteen days.
register-device-title = Device with an old password
register-device-about = Ask the person to enter the new password in the mail program of the device at this address. Where the address is that of a mail server, the device connects to that server. If the person does not know the address, have the password renewed.
register-device-tries = tried in { $tries } different minutes
register-device-recorded = That you opened this page was written to the record.
