api-second-factor-needed = This account needs its one-time code (code) as well.
api-second-factor-enrol = This account needs a second factor. Sign in with a browser first, and set it up.
api-notice-old = The person was not shown the present privacy notice. Send the number of its present version.
