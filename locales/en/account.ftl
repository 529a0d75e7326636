account-title = My account
account-expired = Your password has expired.
account-expired-text = Make a renewal request to use your account again.
account-soon = { $days ->
    [0] Your password expires today.
    [one] Your password expires in one day.
   *[other] Your password expires in { $days } days.
}
account-soon-change = Change it now to avoid an interruption.
account-soon-request = Make a renewal request to avoid an interruption.
account-requests = My requests
account-requests-none = You have no requests
account-requests-none-text = The requests you make appear here.
account-request-open = Open the request
account-sessions = Open sessions
account-sessions-text = If you see a session you do not recognise, end it and renew your password.
account-session-this = This session
account-session-times = open since { $since }, last active { $seen }
account-session-end = End
account-sessions-end-others = End all other sessions
account-password = Password
account-expires = Valid until { $date }
account-changed = Last renewed
account-reads = Language of messages
account-reads-tr = Turkish
account-reads-en = English
account-reads-text = If you change the language of the pages, messages to you change with it.
account-changed-never = Not renewed yet
account-no-change = Your password is made by the system; you cannot change it yourself. Make a request to renew it.
account-duties = My duties
account-duty-until = until { $date }
account-session-unknown = Unknown browser
account-session-ended = The session was ended.
account-sessions-ended = All other sessions were ended.
account-devices = A device of yours still uses your old password.
account-devices-text = Enter your new password in the mail program of your phone or computer. These tries do not lock your account. If you do not know the address, call the help desk.
account-device-times = last seen { $seen }, first seen { $since }
account-password-changed = Your password has changed. All your other sessions were ended.
account-rule-length = It must have at least { $min } characters. Spaces and Turkish letters are welcome.
account-rule-words = It must not be easy to guess: a few unrelated words make a good password.
account-rule-names = It must not contain your name or user name.
account-roles = My roles
account-roles-none = You hold no role in any application. What is open to everybody needs none.
account-roles-ask = Ask for a change of roles
account-shared = Unit accounts I am responsible for
account-shared-text = The password of a unit account is renewed with the same form and sent to your phone. Nobody signs in here with it.

account-applications-text = See the applications you have entered or allowed, and disconnect them.
account-applications-open = Show applications
