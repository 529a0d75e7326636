# Applications, roles and authorisations.

applications-slug = A short name has 2–32 characters, begins with a letter, and holds only small ASCII letters, digits and single hyphens: data-entry.
applications-slug-taken = This short name is in use or was once. Choose another.
applications-name = Write the name in 2–80 characters.
applications-purpose = Say what it is for in a sentence of 5–300 characters.
applications-reason = Give a reason of 10–500 characters.
applications-ended = This was ended and can no longer be changed.
applications-role-ended = The role “{ $role }” was ended and can no longer be given.

change-act-grant = Give
change-act-withdraw = Take away

account-unit-name = A user name has 3–48 characters and begins with a letter; it holds letters, digits and single dots: cankaya.ilce
account-unit-name-taken = This user name belongs to another account. Choose another one.
account-unit-not-there = The responsible person must be somebody who works in this unit today.
account-unit-same-person = This person is responsible for the account already.
account-reason-handed-over = Somebody else became responsible for the account.
sign-in-unit-account = This is a unit account: it is for e-mail and applications and does not sign in here. Sign in with your own user name.

request-no-changes = Choose at least one role to be given or taken away.
request-role-unknown = A role you chose is no longer in use. Please choose again.
request-why = Say in 10–500 characters why the authorisation is needed.
request-missing-account = There is no unit account of the user name on the form, or the applicant is not responsible for it.
failure-reason-responsible-changed = Meanwhile somebody else became responsible for the account; they have to send a request of their own.

applications-lead = The applications that accept the account, their roles, and who holds them. A role is asked for on the request form; the supervisor approves, the officer completes.
applications-application = Application
applications-roles = Roles
applications-role = Role
applications-holders = Holders
applications-holders-count = { $count ->
    [one] 1 holder
   *[other] { $count } holders
}
applications-everybody = everybody
applications-open = Open to all
applications-ended-on = ended on { $date }
applications-ended-about = This application was ended on { $date }. Nobody gets in with the account; the entry is kept for the past only.
applications-open-about = Everybody with an active account may use this application without a role.
applications-none = No applications yet
applications-none-text = An administrator of the whole institution adds the applications that the account is for (e-mail, PYS, YBS). Then roles are defined, and staff ask for them on the request form.
applications-new = Add an application
applications-edit = Edit name and description
applications-end = End it
applications-name-label = Name of the application
applications-slug-label = Short name
applications-slug-hint = It stands in the directory and in tokens and never changes. Small ASCII letters, digits, hyphens: data-entry
applications-purpose-label = What is it for?
applications-purpose-hint = Whoever chooses the application on the request form reads this sentence.
applications-open-label = Everybody with an active account may use it
applications-open-hint = For applications that need no role, such as e-mail.
applications-add = Add the application
applications-save = Save
applications-added = The application was added. Now you can define its roles.
applications-changed = The change was saved.
applications-role-added = The role “{ $role }” was added; it can be chosen on the request form now.
applications-end-done = It was ended.
applications-no-roles = This application has no roles
applications-holders-none = Nobody in your units
applications-holders-none-text = Nobody in your units holds a role in this application yet. Staff ask for roles on the request form.
applications-no-roles-text = Where there is no role, nobody holds one.
applications-roles-none = No roles are defined. An application that is open to all needs none.
applications-role-new = Add a role
applications-role-name = Name of the role
applications-role-add = Add the role
applications-role-edit = Edit the role
applications-role-end = End this role
applications-machines = Service accounts
applications-machines-text = The application's server binds to the directory (LDAP) with one of these. They belong to no person.
applications-machines-none = There is no service account for your units.
applications-machine-new = Add a service account
applications-machine-name = Name of the service account
applications-machine-unit = DETSİS number of the unit it may see
applications-machine-unit-hint = It sees this unit and what hangs below it; left empty, the whole institution.
applications-machine-everything = The whole institution
applications-machine-add = Add and show the secret
applications-machine-renew = Renew the secret
applications-machine-end = End
applications-service-no-unit = There is no unit of this DETSİS number.
applications-secret-title = Secret of the service account
applications-secret-once = The secret is shown now and never again; it is kept nowhere in clear. Put it into the server's configuration before you leave this page.
applications-secret = Secret
applications-secret-copy = Copy the secret
applications-secret-done = I have it, continue
applications-end-title = End “{ $name }”?
applications-end-application = The application and all of its roles end for good; its service accounts stop working.
applications-end-role = Whoever holds the role loses it at once. It cannot be brought back.
applications-end-service = The server that binds with this account no longer reaches the directory.
applications-end-holders = { $count ->
    [one] 1 person in your units is affected
   *[other] { $count } people in your units are affected
}.
applications-end-reason-hint = At least ten characters; it stands in the record.
applications-end-submit = End it
applications-clients-text = Web applications have people sign in here, with OpenID Connect.
applications-clients = Show the clients
