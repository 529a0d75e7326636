# The pages' own words: the menu, what forms complain about, why a request is refused.

nav-home = Home
nav-request = Make a request
nav-follow = Follow my request
nav-officer = Requests
nav-archive = Archive
nav-approvals = Approvals
nav-account = My account
nav-units = Units
nav-people = Staff
nav-devices = Old passwords
nav-import = Import
nav-record = Record
nav-policy = Policy

sign-in-first = Sign in to continue.
sign-in-ended = Your session has ended. Sign in again to continue.
sign-in-ended-unsaved = Your session had ended, so what you sent was not saved. Sign in again and repeat it.

form-draft-ended = Your answers are kept for two hours; that time is over, or the request has been made. You can fill in the form again.
form-kind-none = Choose what you would like to do.
form-compromised-none = Choose “Yes” or “No”.
form-national-id-none = Enter your Turkish identity number.
form-national-id-wrong = Check the Turkish identity number; the number you typed is not valid.
form-given-names-none = Enter your given names.
form-surname-none = Enter your surname.
form-name-wrong = Use letters only, at most 100 characters.
form-staff-no-wrong = Use letters and digits, at most 20 characters.
form-unit-none-chosen = Choose the unit you work in.
form-mobile-none = Enter your mobile number.
form-mobile-wrong = The mobile number must start with 05 and have 11 digits.
form-commitments-none = You need to agree to the commitments to continue.

follow-reference-none = Enter your reference.
follow-not-found = There is no request with this reference. Compare the letters and digits with the form.

error-not-your-duty = You do not hold the duty this page asks for, or it has ended.
error-cross-site = The request seems to have been sent from another site; it was refused for your safety. Open the page here and try again.
error-method = This address is not used like that.
error-upload-broken = The file did not arrive whole. Please upload it again.
error-too-large = What you sent is larger than allowed.
error-time-out = This took too long. Please try again in a little while.
error-migrations-pending = The database has not been brought to this version yet.
nav-applications = Applications
