# Texts on printed documents.

documents-form-title = User Request Form
documents-reference = Reference
documents-requested-on = Date of request
documents-kind = Kind of request
documents-detsis = DETSİS
documents-qr-caption = Scan to follow the request
documents-qr-alt = QR code with the address at which the request can be followed

documents-applicant = Applicant
documents-national-id = Turkish ID number
documents-staff-no = Staff number
documents-given-names = Given names
documents-surname = Surname
documents-job-title = Title
documents-mobile = Mobile phone
documents-compromised = Does anyone else know the password?
documents-yes = Yes
documents-no = No
documents-account = User name of the unit account
documents-changes = Changes of roles
documents-application = Application
documents-why = Reason

documents-commitments = Commitment
documents-approvals = Signatures and approval
documents-supervisor = Supervisor
documents-officer = PYS officer
documents-full-name = Full name
documents-date = Date
documents-signature = Signature
documents-approve = I approve
documents-approved-electronically = Approved electronically
documents-papers-complete = Papers are complete
documents-identity-checked = Identity was checked
documents-archive-no = Archive number
documents-stays-in-unit = Hand this form to the PYS officer of your unit only; it is kept in the archive there and sent nowhere else.
documents-page = Page

documents-certificate-title = Certificate of Participation
documents-certificate-says = The person named below attended the training in full.
documents-certificate-course = Training
documents-certificate-hours = Length (hours)
documents-certificate-held-on = Held on
documents-certificate-place = Place
documents-certificate-programme = Programme
documents-certificate-number = Certificate number
documents-certificate-issued-on = Issued on
documents-certificate-code = Verification code
documents-certificate-qr-caption = Scan to verify
documents-certificate-qr-alt = QR code with the address at which the certificate is verified

documents-verify = Verification code
documents-verify-qr-caption = Scan to verify the document
documents-verify-qr-alt = QR code with the address at which the document can be verified
documents-sign-applicant = Electronic signature of the applicant
documents-sign-supervisor = Electronic signature of the supervisor

documents-sheet-title = Signature sheet
documents-sheet-number = No.
documents-sheet-name = Name
documents-sheet-institution = Institution
documents-sheet-date = Date
documents-sheet-place = Place
documents-sheet-trainer = Trainer
documents-sheet-reference = Session
documents-sheet-note = Everybody signs in their own row only, and only for hours in which they are there. The trainer strikes empty boxes through.
documents-sheet-trainer-sign = Trainer’s signature
documents-sheet-people = People in the room
documents-sheet-qr-alt = QR code with the address where the sheet is typed in
documents-sheet-qr-caption = To type the scan in
