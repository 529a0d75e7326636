demo-title = As whom would you like to see Künye?
demo-lead = To follow a request from end to end, fill in the form with the applicant’s data; then sign in as the supervisor and as the PYS officer. The text message arrives on the phone.
demo-phone = Demonstration phone
demo-codes = Verification codes change every 30 seconds; reload the page if a code is refused.
demo-codes-left = Seconds left:
demo-role-applicant = Applicant
demo-role-applicant-text = Forgot the password and cannot sign in; fills in the form with this:
demo-role-staff = Staff member
demo-role-staff-text = Their password is about to run out; sees the account and the days left.
demo-role-supervisor = Supervisor
demo-role-supervisor-text = Approves the requests of the unit electronically.
demo-role-deputy = Deputy
demo-role-deputy-text = Approves for the supervisor while the supervisor is away.
demo-role-officer = PYS officer
demo-role-officer-text = Compares form and register, files the form, settles the request.
demo-role-administrator = Administrator
demo-role-administrator-text = Runs units, staff, duties and policy; sees no password and no unit’s archive.
demo-role-auditor = Auditor
demo-role-auditor-text = Reads the record; cannot change anything.
demo-sign-in = Sign in as this person
demo-phone-lead = This stands in for the text message gateway. Nothing is sent to a real phone.
demo-phone-numbers = Numbers
demo-phone-count = messages
demo-phone-nobody = No number has received a message yet.
demo-phone-refresh = Refresh
demo-phone-auto-on = Refresh every 5 seconds
demo-phone-auto-off = Stop refreshing
demo-phone-messages = Messages on the phone
demo-phone-none = This number has no messages
demo-encoding-gsm7 = GSM
demo-encoding-gsm7-turkish = GSM Turkish
demo-encoding-ucs2 = UCS-2
demo-parts = { $parts ->
    [one] 1 part
   *[other] { $parts } parts
}, { $characters } characters
