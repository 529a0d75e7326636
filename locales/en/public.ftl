public-home-page-title = Corporate accounts and passwords
public-home-title = Renew the password of your corporate account, safely
public-home-lead = Staff who have forgotten their password, whose password has expired, or who are about to use their account for the first time make their request here. You do not need to sign in.
public-home-start = Make a request
public-home-follow = Follow my request
public-home-have-password = Do you have a password?

public-steps-title = Password renewal, step by step
public-steps-lead = Your request is settled in your own unit; the form is not sent anywhere else.
public-steps-form = Fill in the form
public-steps-form-text = Fill in the User Request Form on this site, completely and correctly.
public-steps-approval = Sign it, have it approved
public-steps-approval-text = Sign the form and have your supervisor approve it. The supervisor can also approve electronically.
public-steps-officer = Hand it in
public-steps-officer-text = Give the signed form to the PYS officer of your unit, who compares the data and files the form.
public-steps-sms = Wait for the message
public-steps-sms-text = A text message is sent to the mobile number recorded in PYS. Nobody but you can see what it says.
public-steps-sign-in = Sign in
public-steps-sign-in-text = Sign in with what the message says. The same account opens e-mail, PYS and YBS.

public-why-secret = Only you know your password
public-why-secret-text = The system makes your password. Officers, administrators and the help desk cannot see it or choose it for you.
public-why-paper = Your form stays in your unit
public-why-paper-text = Your signed form is kept only in the archive of your own unit. Not even the units above can open it.
public-why-help = Cannot sign in?
public-why-help-text = If you cannot sign in with the password you received, call the help desk of the IT department.
public-why-help-phone = If you cannot sign in with the password you received, call the help desk: { $phone }

notice-title = How we use your personal data
notice-version = Version { $version } · In force since { $since }
notice-lead = Before you fill in the request form, we would like you to know which of your data we process, why and how. This notice is given under article 10 of the Personal Data Protection Law no. 6698 (KVKK).
notice-controller = Data controller
notice-controller-text = Your personal data are processed by { $institution } as the data controller.
notice-data = The data we process
notice-data-identity = Identity: your name, surname and Turkish identity number
notice-data-work = Employment: your staff number, title and unit
notice-data-contact = Contact: your mobile number
notice-data-trace = Security: the dates and states of your request, and records of what was done with it
notice-purpose = Purpose and legal ground
notice-purpose-text = Your data are processed to make sure that the request is yours, to open your corporate account or renew its password, and to keep information secure. The legal ground is that processing is necessary for the controller to comply with a legal obligation (KVKK article 5/2-ç). The data are collected electronically, through this form.
notice-sharing = Transfer
notice-sharing-text = Your mobile number is passed to the message service provider and the operator so that the text message can be delivered. Your data are not transferred abroad. Requests of authorities empowered by law are reserved.
notice-keeping = Retention
notice-keeping-text = { $years ->
    [one] Your request form is kept in the archive of your unit for one year and destroyed afterwards. The destruction is recorded.
   *[other] Your request form is kept in the archive of your unit for { $years } years and destroyed afterwards. The destruction is recorded.
}
notice-rights = Your rights
notice-rights-text = Under article 11 of KVKK you may learn which of your data are processed, and ask for wrong or incomplete data to be corrected and, where the conditions are met, erased. You may apply to the PYS officer of your unit or through the institution’s KVKK channels.
notice-read = When you continue, your request records that you have read this notice, with its version.
notice-continue = I have read it, go to the form

public-steps-all = Read the steps in full
public-steps-form-more = Have your identity card at hand. When you have filled in the form you get a reference, and can download the form as a PDF and print it.
public-steps-approval-more = When the supervisor is away, whoever deputises on that day approves.
public-steps-officer-more = If something is missing or wrong, the officer returns the request and says why. If the register is out of date, the officer sees your identity card and corrects it.
public-steps-sms-more = If the message does not arrive, the officer sees it, can check your number and send it again.
public-steps-sign-in-more = If you cannot sign in, call the help desk. Nobody ever asks for your password; if somebody does, do not give it.
public-steps-after = { $days ->
    [one] Follow your account regularly and renew your password every day; an account that is not renewed is closed.
   *[other] Follow your account regularly and renew your password at least every { $days } days; an account that is not renewed is closed.
}
