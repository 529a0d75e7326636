api-second-factor-needed = This account needs its one-time code (code) as well.
api-password-needed = Change your password first: the institution asks that a password made by the system is changed at the first sign-in.
api-second-factor-enrol = This account needs a second factor. Sign in with a browser first, and set it up.
api-notice-old = The person was not shown the present privacy notice. Send the number of its present version.
