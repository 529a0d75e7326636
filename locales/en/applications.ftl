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
