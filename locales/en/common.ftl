common-skip = Skip to main content
common-nav = Pages
common-menu = Menu
common-other-language = Türkçe
common-home = Home
common-my-account = My account
common-sign-in = Sign in
common-sign-out = Sign out
common-demo-mode = Demonstration mode
common-demo-note = The people and units here are examples.
common-demo-people = People
common-demo-phone = Phone
common-footer-owner = { $institution } – Künye account service
common-help-desk = Help desk: { $phone }
common-notice = Personal data protection

common-back = Back
common-continue = Continue
common-change = Change
common-search = Search
common-show = Show
common-hide = Hide
common-print = Print
common-previous = Previous
common-next = Next
common-yes = Yes
common-no = No
common-optional = (optional)
common-none = None
common-reference = Request reference
common-copy-reference = Copy the reference
common-copied = Copied
common-province = Province
common-all-provinces = All provinces
common-pages = Pagination
common-page-of = Page { $number } of { $total } · { $count } records
common-days-left = { $days ->
    [one] day left
   *[other] days left
}

common-date-day = Day
common-date-month = Month
common-date-year = Year

common-error-prefix = Error:
common-errors-title = There is a problem
common-note-success = Success:
common-note-info = Information:
common-note-warning = Important:
common-note-error = Error:

# Codes of the domain, in words.
account-state-pending = Not used yet
account-state-active = Active
account-state-expired = Password expired
account-state-closed = Closed
account-state-suspended = Suspended

request-state-awaiting-approval = Awaiting approval
request-state-approved = Approved
request-state-declined = Not approved
request-state-refused = Returned
request-state-in-delivery = Being sent
request-state-fulfilled = Completed
request-state-failed = Could not be sent
request-state-lapsed = Lapsed

request-kind-renewal = Password renewal
request-kind-first-password = First password
request-kind-unlock = Reopening of a closed account

delivery-state-made = Prepared
delivery-state-handed-over = Handed to the gateway
delivery-state-accepted = Accepted
delivery-state-delivered = Delivered
delivery-state-failed = Failed
delivery-state-unknown = Outcome unknown

failure-reason-bad-number = The number does not exist or is not a mobile number.
failure-reason-expired = The phone was off or out of reach until the message expired.
failure-reason-undeliverable = The operator could not deliver the message to the phone.
failure-reason-rejected = The operator or the gateway did not accept the message.
failure-reason-throttled = The gateway reported that it is busy.
failure-reason-unreachable = The gateway could not be reached.
failure-reason-configuration = The gateway did not accept our connection settings.
failure-reason-other = The gateway gave a reason that is not known.

duty-kind-supervisor = Supervisor
duty-kind-deputy = Deputy
duty-kind-officer = PYS officer
duty-kind-administrator = Administrator
duty-kind-auditor = Auditor
duty-kind-help-desk = Help desk
duty-kind-coordinator = Coordinator
duty-kind-planner = Training planner
duty-kind-account-manager = Account manager
duty-kind-trainer = Trainer
duty-kind-director = Director

# What happened to a request.
story-not-yet = (not done yet)
story-form-made = Form made
story-approval = Approval by the supervisor
story-approved = Approved by the supervisor
story-declined = Not approved by the supervisor
story-wet-signature-attested = Signature on paper attested
story-check = Check by the PYS officer
story-scan-filed = Signed form filed
story-corrected = Register data corrected
story-completeness-attested = Papers attested as complete
story-refused = Returned by the PYS officer
story-delivery = Text message
story-in-delivery = Text message queued for sending
story-resent = Text message queued again
story-handed-over = Text message handed to the operator
story-delivered = Text message delivered
story-failed = Text message could not be sent
story-fulfilled = Request completed
story-lapsed = Request lapsed

delivery-attempt = Attempt { $number }
delivery-about-made = The message is ready and waits to be handed to the gateway.
delivery-about-handed-over = The message was handed to the gateway; its answer is awaited.
delivery-about-accepted = The gateway accepted the message. This does not mean that it reached the phone; the delivery report is awaited.
delivery-about-delivered = The operator’s delivery report confirms that the message reached the phone.
delivery-about-failed = The message did not reach the phone.
delivery-about-unknown = It is not known whether the message arrived. If the person has it, there is no need to send it again.
request-kind-authorisation = Change of roles
story-authorisation = Changing the roles
story-authorised = Roles changed
story-form-signed = Form signed electronically
common-unsent = Attendance marks on this phone were not sent yet. Signing out deletes them. Sign out all the same?
