form-step = Step { $number } of { $total }

form-kind-title = What would you like to do?
form-kind-renewal = Renew my password
form-kind-renewal-hint = I have forgotten my password, or it has expired.
form-kind-first-password = Get my first password
form-kind-first-password-hint = I have just started, or I have never used my account.
form-kind-unlock = Reopen my closed account
form-kind-unlock-hint = My account was closed. A new password opens it again.

form-compromised-title = Could someone else know your password?
form-compromised-hint = For example, you shared it with someone, typed it into a fake page, or saw something in your account that you did not do. Your answer is shown to the PYS officer.

form-national-id-title = What is your Turkish identity number?
form-national-id-hint = The 11 digits on the front of your identity card.

form-name-title = What is your name?
form-name-hint = As written on your identity card.
form-given-names = Given names
form-surname = Surname

form-staff-no-title = What is your staff number?
form-staff-no-hint = You can leave it empty if you do not know it.

form-unit-title = Which unit do you work in?
form-unit-hint = Choose the unit where you work now, not the one that holds your post on paper.
form-unit-search = Name of the unit, or DETSİS number
form-unit-found = { $count ->
    [one] One unit found
   *[other] { $count } units found
}
form-unit-chosen = The unit you chose
form-unit-none = No unit matches your search
form-unit-none-text = Try fewer words, or remove the province.
form-unit-missing = I cannot find my unit
form-unit-missing-text = Units are listed under their official names. You can try this:
form-unit-missing-short = Type a distinctive part of the name rather than all of it; letters such as “s”, “c” and “u” also find “ş”, “ç” and “ü”.
form-unit-missing-detsis = Type the 8-digit DETSİS number found on the letters of your unit.
form-unit-missing-officer = If you still cannot find it, ask the PYS officer of your unit; the unit may not have been registered yet.

form-mobile-title = What is your mobile number recorded in PYS?
form-mobile-hint = For example, 0532 123 45 67
form-mobile-note = The number you type is only compared with the recorded one. The text message always goes to the number recorded in PYS.
form-mobile-changed = My number has changed
form-mobile-changed-text = Type your new number and continue, and tell the PYS officer when you hand in the form. Having seen your identity card, the officer can correct the record.

form-commitments-title = Commitments
form-commitments-true = I declare that the information in this form is correct and my own.
form-commitments-duty = I will use my account only for what my duties require.
form-commitments-secret = I will not share my password with anyone, or write it where others can see it.
form-commitments-renew = { $days ->
    [one] I will follow my account regularly and renew my password every day.
   *[other] I will follow my account regularly and renew my password at least every { $days } days.
}
form-commitments-report = I will report without delay if I suspect that someone else uses my account.
form-commitments-agree = I have read the commitments and agree to them.

form-check-title = Check your answers
form-check-after = When you make the request, you get a reference and the form is prepared for your signature.
form-check-submit = Make the request
form-answer-kind = Request
form-answer-compromised = Someone else may know the password
form-answer-national-id = Turkish identity number
form-answer-name = Name
form-answer-staff-no = Staff number
form-answer-unit = Unit
form-answer-mobile = Mobile number
form-answer-none = Not given

form-done-title = Your request has been made
form-done-pdf = Download the form (PDF)
form-done-next = What to do now
form-done-sign = Print the form and sign it
form-done-sign-text = If you cannot print it, the PYS officer can, with your reference.
form-done-approve = Have your supervisor approve it
form-done-approve-text = The supervisor can sign the form, or sign in and approve it electronically.
form-done-officer = Hand it to the PYS officer
form-done-officer-text = Give the form to the PYS officer of your own unit; do not send it anywhere else.
form-done-sms = Wait for the text message
form-done-sms-text = When the request is settled, a text message comes to your mobile number recorded in PYS.
form-done-until = If the form is not handed in by { $date }, the request lapses.
form-done-follow = Follow the state of your request

form-kind-authorisation = I want my roles to be changed
form-kind-authorisation-hint = I want a role in an application such as PYS or YBS to be given, changed or taken away. The password stays as it is.

form-account-title = Which account is the request about?
form-account-mine = My own account
form-account-mine-hint = The personal account in your name.
form-account-unit = My unit's account
form-account-unit-hint = The unit's shared e-mail account that you are responsible for.
form-account-name = User name of the unit account
form-account-name-hint = For a unit account only. The person responsible for it may ask.
form-account-none = Choose which account the request is about.
form-account-name-none = Enter the user name of the unit account.

form-application-title = In which application shall your roles change?
form-application-none = There is no application to ask roles of
form-application-none-text = An administrator of the institution adds applications and their roles. Ask your unit's officer.
form-application-none-chosen = Choose an application.

form-roles-title = Which roles shall change?
form-roles-hint = Choose the roles to be given or taken away. To swap a role for another, take one away and give the other.
form-roles-as-is = As it is

form-why-title = Why is this change needed?
form-why-hint = Say in a sentence or two what it has to do with your work, so that your supervisor and the officer can decide.

form-answer-account = Account
form-answer-application = Application
form-answer-roles = Changes
form-answer-why = Reason
