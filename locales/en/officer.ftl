officer-title = Requests
officer-search = Reference or name
officer-search-hint = To scan the QR code of a form, put the cursor in the box and use the reader.
officer-tabs = Filter by state
officer-tab-to-do = To do
officer-tab-awaiting-approval = Awaiting approval
officer-tab-in-delivery = Being sent
officer-tab-failed = Could not be sent
officer-tab-finished = Settled
officer-tab-all = All
officer-compromised-short = Password may be known
officer-none = No requests here
officer-none-text = New requests of your unit appear here.
officer-none-found = No request matches your search
officer-none-found-text = Compare the reference with the form, or type part of the name.
officer-made-at = made on { $date }

officer-compare = Form and register, side by side
officer-compare-field = Data
officer-compare-form = Form
officer-compare-register = Register
officer-compare-result = Result
officer-differences = { $count ->
    [one] One difference
   *[other] { $count } differences
}
officer-no-differences = No differences
officer-not-recorded = Not recorded
officer-field-national-id = Identity number
officer-field-given-names = Given names
officer-field-surname = Surname
officer-field-staff-no = Staff number
officer-field-unit = Unit
officer-field-mobile = Mobile number
officer-result-match = Match
officer-result-differs = Differs
officer-result-missing = Missing
officer-correct-link = Correct the register

officer-deliveries = Text message
officer-deliveries-secret = Nobody, including you, can see what the message says.
officer-resend = Send again

officer-todo = To do
officer-step-done = done
officer-step-current = the next step
officer-step-later = not open yet
officer-step-compare = Compare the data
officer-step-compare-text = The form must say what the register says. If the register is out of date, see the identity card and correct it; if the form is wrong, return the request.
officer-step-approval = Approval
officer-step-approval-text = There is no electronic approval. If the form was approved by signature on paper, say who signed it and when.
officer-approval-electronic = { $name } approved electronically on { $date }.
officer-approval-electronic-deputy = { $name } approved electronically on { $date }, for { $head }.
officer-approval-paper = { $name } signed the form on { $date }.
officer-approval-paper-deputy = { $name } signed the form on { $date }, for { $head }.
officer-attest-who = Which supervisor signed the form?
officer-attest-date = Date of signature
officer-attest-date-hint = The date written on the form
officer-attest = I have seen the signature
officer-step-scan = File the signed form
officer-scan-file = Scanned form
officer-scan-hint = PDF, JPEG or PNG, { $megabytes } MB at most
officer-scan-upload = Add to the archive
officer-scan-filed = Archive no. { $number } · { $date }
officer-step-submit = Attest and submit
officer-complete = I attest that the form is complete and signed, and that the register data are current.
officer-submit = Settle the request
officer-submit-text = When you settle it, a text message is sent to the mobile number in the register.
officer-refuse-open = Return the request
officer-refuse = Return
officer-refuse-hint = The applicant sees this reason. Say what is missing and what to do; do not write personal information.

officer-exists-note = This form is in the archive of { $unit }. Only the PYS officers of that unit can open it.
officer-exists-officer = PYS officers of the unit

officer-archive-title = Archive
officer-archive-lead = { $unit } – signed forms. Only the PYS officers of your unit can open this archive.
officer-archive-search = Archive no., reference or name
officer-archive-no = Archive no.
officer-archive-filed = Filed
officer-archive-destroy = Destroyed on
officer-archive-none = The archive is empty
officer-archive-none-text = Forms that are scanned and filed appear here.
officer-archive-none-found = No form matches your search

officer-correct-title = Correct the register
officer-correct-note = See the person’s identity card first. What you change is recorded with its old and new value and your name.
officer-correct-recorded = In the register: { $value }
officer-correct-mobile = In the register: { $value }. Leave empty if the number does not change.
officer-correct-job-title = Title
officer-correct-reason = Reason for the correction
officer-correct-reason-hint = For example, “Identity card seen; surname changed by marriage.”
officer-correct-submit = Save the correction
